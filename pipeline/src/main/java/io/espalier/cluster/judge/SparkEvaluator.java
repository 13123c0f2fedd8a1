package io.espalier.cluster.judge;

import io.espalier.cluster.judge.DisturbedTask.Trial;
import io.espalier.cluster.networks.ShippedNetwork;
import io.espalier.cluster.shards.ShardData;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Batch;
import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.metric.Comparison;
import io.espalier.metric.Outputs;
import io.espalier.metric.Tally;
import io.espalier.model.NetworkState;
import io.espalier.plan.RobustnessPlan;
import io.espalier.run.Evaluator;
import io.espalier.run.Speed;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Evaluates on Spark: a task for each shard, sums merged in shard order. */
public final class SparkEvaluator implements Evaluator {
  private final SparkJobs jobs;
  private final int batchSize;

  public SparkEvaluator(SparkJobs jobs, int batchSize) {
    this.jobs = jobs;
    this.batchSize = batchSize;
  }

  @Override
  public Evaluation evaluate(
      String title, NetworkState network, Reference reference, Dataset dataset, Split split) {
    ShardData data = ShardData.of(dataset, split, jobs);
    if (reference instanceof Reference.None) {
      return evaluation(tally(title, network, data, new Expected.Nothing()));
    }
    if (reference instanceof Reference.Kept kept) {
      return evaluation(tally(title, network, data, new Expected.Kept(kept.folder())));
    }
    Reference.Network other = (Reference.Network) reference;
    Broadcast<ShippedNetwork> said = jobs.broadcast(ShippedNetwork.of(other.network()));
    ShardData read = ShardData.of(other.dataset(), split, jobs);
    try {
      return evaluation(tally(title, network, data, new Expected.Said(said, read, batchSize)));
    } finally {
      SparkJobs.destroy(said);
    }
  }

  private static Evaluation evaluation(Seen seen) {
    return new Evaluation(
        seen.tally().values(),
        seen.comparison().isEmpty() ? Map.of() : seen.comparison().get(0).values(),
        seen.tally().classes());
  }

  /** The task's metrics of one split. */
  public Tally tally(String title, NetworkState network, Dataset dataset, Split split) {
    ShardData data = ShardData.of(dataset, split, jobs);
    return tally(title, network, data, new Expected.Nothing()).tally();
  }

  private Seen tally(String title, NetworkState network, ShardData data, Expected expected) {
    Broadcast<ShippedNetwork> judged = jobs.broadcast(ShippedNetwork.of(network));
    try {
      return jobs
          .run(title, data.dataset().info().shards(), new Judge(judged, data, expected, batchSize))
          .stream()
          .reduce(Seen::merge)
          .orElseThrow();
    } finally {
      SparkJobs.destroy(judged);
    }
  }

  @Override
  public void writeOutputs(
      String title, NetworkState network, Dataset dataset, Split split, String folder) {
    Broadcast<ShippedNetwork> said = jobs.broadcast(ShippedNetwork.of(network));
    ShardData data = ShardData.of(dataset, split, jobs);
    try {
      jobs.run(
          title, dataset.info().shards(), new KeptOutputs.Writing(said, data, folder, batchSize));
    } finally {
      SparkJobs.destroy(said);
    }
  }

  @Override
  public List<Disturbed> disturb(
      String title,
      NetworkState network,
      Dataset dataset,
      Split split,
      RobustnessPlan plan,
      long seed) {
    List<Trial> trials = Trial.of(plan);
    Broadcast<ShippedNetwork> shipped = jobs.broadcast(ShippedNetwork.of(network));
    ShardData data = ShardData.of(dataset, split, jobs);
    try {
      List<Tally> tallies =
          jobs
              .run(
                  title,
                  dataset.info().shards(),
                  new DisturbedTask(shipped, data, trials, seed, batchSize))
              .stream()
              .reduce(SparkEvaluator::merged)
              .orElseThrow();
      return IntStream.range(0, trials.size())
          .mapToObj(
              i ->
                  new Disturbed(
                      trials.get(i).kind(), trials.get(i).strength(), tallies.get(i).values()))
          .toList();
    } finally {
      SparkJobs.destroy(shipped);
    }
  }

  private static List<Tally> merged(List<Tally> first, List<Tally> second) {
    return IntStream.range(0, first.size())
        .mapToObj(i -> first.get(i).merge(second.get(i)))
        .toList();
  }

  @Override
  public Speed measure(String title, NetworkState network, Dataset dataset) {
    Broadcast<ShippedNetwork> measured = jobs.broadcast(ShippedNetwork.of(network));
    ShardData data = ShardData.of(dataset, Split.VALIDATION, jobs);
    try {
      return jobs.run(title, 1, new SpeedTask(measured, data)).get(0);
    } finally {
      SparkJobs.destroy(measured);
    }
  }

  /** What a network is compared with on a shard. */
  private sealed interface Expected extends Serializable {
    /** Outputs of each batch; none where nothing is compared. */
    List<Outputs> of(ShardData data, int shard, List<Batch> batches);

    record Nothing() implements Expected {
      @Override
      public List<Outputs> of(ShardData data, int shard, List<Batch> batches) {
        return List.of();
      }
    }

    record Kept(String folder) implements Expected {
      @Override
      public List<Outputs> of(ShardData data, int shard, List<Batch> batches) {
        return KeptOutputs.read(data, folder, shard, batches);
      }
    }

    record Said(Broadcast<ShippedNetwork> network, ShardData read, int batchSize)
        implements Expected {
      @Override
      public List<Outputs> of(ShardData data, int shard, List<Batch> batches) {
        List<Batch> own = read.batches(shard, batchSize);
        return network.value().look(other -> own.stream().map(other::outputs).toList());
      }
    }
  }

  /**
   * Sums over what was seen of a split.
   *
   * @param comparison one, or none where nothing is compared
   */
  private record Seen(Tally tally, List<Comparison> comparison) implements Serializable {
    Seen merge(Seen other) {
      return new Seen(
          tally.merge(other.tally()),
          comparison.stream().map(mine -> mine.merge(other.comparison().get(0))).toList());
    }
  }

  private record Judge(
      Broadcast<ShippedNetwork> judged, ShardData data, Expected expected, int batchSize)
      implements Function<Integer, Seen> {
    @Override
    public Seen call(Integer shard) {
      List<Batch> batches = data.batches(shard, batchSize);
      List<Outputs> others = expected.of(data, shard, batches);
      boolean compares = !(expected instanceof Expected.Nothing);
      return judged
          .value()
          .look(
              network -> {
                Tally tally = Tally.of(data.dataset().info());
                Comparison comparison = Comparison.of(data.dataset().info());
                for (int i = 0; i < batches.size(); i++) {
                  Outputs said = network.outputs(batches.get(i));
                  tally.add(said, batches.get(i));
                  if (compares) {
                    comparison.add(others.get(i), said);
                  }
                }
                return new Seen(tally, compares ? List.of(comparison) : List.of());
              });
    }
  }
}
