package io.espalier.cluster.judge;

import io.espalier.cluster.networks.ShippedNetwork;
import io.espalier.cluster.shards.ShardData;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Batch;
import io.espalier.data.Dataset;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.engine.Predictor;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.importance.Evidence;
import io.espalier.importance.Evidence.Kind;
import io.espalier.model.HiddenUnits;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.run.Scorer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Gathers evidence on Spark. As many tasks as replicas, each with the shards it would train on, in
 * shard order, so that the driver merges a few sums however many shards there are.
 */
public final class SparkScorer implements Scorer {
  private final SparkJobs jobs;
  private final int replicas;
  private final Calibration calibration;

  public SparkScorer(SparkJobs jobs, int replicas, Calibration calibration) {
    this.jobs = jobs;
    this.replicas = replicas;
    this.calibration = calibration;
  }

  /**
   * @param sequences of the training split to look at, spread evenly over the shards
   * @param batchSize of a minibatch
   */
  public record Calibration(int sequences, int batchSize) implements Serializable {}

  @Override
  public Evidence gather(
      String title, NetworkState network, Mask mask, Set<Kind> kinds, Dataset dataset) {
    Broadcast<ShippedNetwork> shipped = jobs.broadcast(ShippedNetwork.of(network, mask));
    ShardData data = ShardData.of(dataset, Split.TRAIN, jobs);
    int units = HiddenUnits.of(network.network().layout()).count();
    Gather task =
        new Gather(shipped, data, EnumSet.copyOf(kinds), new Sizes(units, replicas), calibration);
    Evidence evidence =
        jobs.run(title, replicas, task).stream().reduce(Evidence::merge).orElseThrow();
    SparkJobs.destroy(shipped);
    return evidence;
  }

  /** What fills in a batch's gradient, where it is asked for. */
  private interface Gradient {
    void write(Batch batch, float[] into);
  }

  /** The mean over the batch's examples. */
  private record MeanGradient(TrainingNetwork network) implements Gradient {
    @Override
    public void write(Batch batch, float[] into) {
      network.gradient(batch, 0, into);
      for (int i = 0; i < into.length; i++) {
        into[i] /= network.examples(batch);
      }
    }
  }

  private record Sizes(int units, int replicas) implements Serializable {}

  private record Gather(
      Broadcast<ShippedNetwork> shipped,
      ShardData data,
      EnumSet<Kind> kinds,
      Sizes sizes,
      Calibration calibration)
      implements Function<Integer, Evidence> {

    @Override
    public Evidence call(Integer replica) {
      boolean gradients = !Set.of(Kind.ACTIVATION_MAGNITUDE).containsAll(kinds);
      return gradients
          ? shipped.value().use(network -> gather(network, new MeanGradient(network), replica))
          : shipped.value().look(network -> gather(network, (batch, into) -> {}, replica));
    }

    private Evidence gather(Predictor network, Gradient gradients, int replica) {
      int parameters = shipped.value().length();
      Evidence evidence = Evidence.empty(kinds, parameters, sizes.units());
      boolean activations = kinds.contains(Kind.ACTIVATION_MAGNITUDE);
      float[] gradient = new float[parameters];
      int shards = data.dataset().info().shards();
      for (int shard = replica; shard < shards; shard += sizes.replicas()) {
        for (Batch batch : ShardData.batches(chosen(shard), calibration.batchSize())) {
          gradients.write(batch, gradient);
          evidence =
              evidence.plus(
                  gradient,
                  activations ? network.activations(batch) : new double[0],
                  batch.validSteps());
        }
      }
      return evidence;
    }

    /** The shard's part of the calibration sequences, spread evenly over the file. */
    private List<Sequence> chosen(int shard) {
      List<Sequence> all = data.sequences(shard);
      int shards = data.dataset().info().shards();
      long before = (long) calibration.sequences() * shard / shards;
      long after = (long) calibration.sequences() * (shard + 1) / shards;
      int count = (int) Math.min(after - before, all.size());
      List<Sequence> chosen = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        chosen.add(all.get((int) ((long) i * all.size() / count)));
      }
      return chosen;
    }
  }
}
