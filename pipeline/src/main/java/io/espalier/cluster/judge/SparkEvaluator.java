package io.espalier.cluster.judge;

import io.espalier.cluster.networks.Shipped;
import io.espalier.cluster.shards.ShardData;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Batch;
import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.metric.Comparison;
import io.espalier.metric.Outputs;
import io.espalier.metric.Tally;
import io.espalier.model.NetworkState;
import io.espalier.run.Evaluator;
import io.espalier.run.Speed;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
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
      String title, NetworkState network, NetworkState dense, Dataset dataset, Split split) {
    Broadcast<Shipped> judged = jobs.broadcast(Shipped.of(network));
    Broadcast<Shipped> reference = jobs.broadcast(Shipped.of(dense));
    ShardData data = ShardData.of(dataset, split, jobs.hadoop());
    Comparison comparison =
        jobs
            .run(
                title + " · fidelity",
                dataset.info().shards(),
                new Compare(judged, reference, data, batchSize))
            .stream()
            .reduce(Comparison::merge)
            .orElseThrow();
    SparkJobs.destroy(judged);
    SparkJobs.destroy(reference);
    return new Evaluation(tally(title, network, dataset, split).values(), comparison.values());
  }

  @Override
  public Evaluation evaluate(String title, NetworkState network, Dataset dataset, Split split) {
    return new Evaluation(tally(title, network, dataset, split).values(), Map.of());
  }

  @Override
  public Speed measure(String title, NetworkState network, Dataset dataset) {
    Broadcast<Shipped> measured = jobs.broadcast(Shipped.of(network));
    ShardData data = ShardData.of(dataset, Split.VALIDATION, jobs.hadoop());
    Speed speed = jobs.run(title, 1, new SpeedTask(measured, data)).get(0);
    SparkJobs.destroy(measured);
    return speed;
  }

  /** The task's metrics of one split. */
  public Tally tally(String title, NetworkState network, Dataset dataset, Split split) {
    Broadcast<Shipped> judged = jobs.broadcast(Shipped.of(network));
    ShardData data = ShardData.of(dataset, split, jobs.hadoop());
    Tally tally =
        jobs.run(title, dataset.info().shards(), new Judge(judged, data, batchSize)).stream()
            .reduce(Tally::merge)
            .orElseThrow();
    SparkJobs.destroy(judged);
    return tally;
  }

  private record Judge(Broadcast<Shipped> judged, ShardData data, int batchSize)
      implements Function<Integer, Tally>, Serializable {
    @Override
    public Tally call(Integer shard) {
      return judged
          .value()
          .look(
              network -> {
                Tally tally = Tally.of(data.dataset().info());
                for (Batch batch : data.batches(shard, batchSize)) {
                  tally.add(network.outputs(batch), batch);
                }
                return tally;
              });
    }
  }

  private record Compare(
      Broadcast<Shipped> judged, Broadcast<Shipped> dense, ShardData data, int batchSize)
      implements Function<Integer, Comparison>, Serializable {
    @Override
    public Comparison call(Integer shard) {
      List<Batch> batches = data.batches(shard, batchSize);
      List<Outputs> expected =
          dense.value().look(network -> batches.stream().map(network::outputs).toList());
      return judged
          .value()
          .look(
              network -> {
                Comparison comparison = Comparison.of(data.dataset().info());
                for (int i = 0; i < expected.size(); i++) {
                  comparison.add(expected.get(i), network.outputs(batches.get(i)));
                }
                return comparison;
              });
    }
  }
}
