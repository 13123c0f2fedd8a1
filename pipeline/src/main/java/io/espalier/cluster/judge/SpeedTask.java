package io.espalier.cluster.judge;

import io.espalier.cluster.networks.ShippedNetwork;
import io.espalier.cluster.shards.ShardData;
import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.Predictor;
import io.espalier.metric.Outputs;
import io.espalier.run.Speed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Times a network on the first sequences of a split: medians over passes, after passes to warm up.
 *
 * @param shipped the network
 * @param data where the sequences come from
 */
record SpeedTask(Broadcast<ShippedNetwork> shipped, ShardData data)
    implements Function<Integer, Speed> {
  private static final int BATCH = 32;
  private static final int WARM_UP = 20;
  private static final int PASSES = 60;

  @Override
  public Speed call(Integer number) {
    List<Sequence> sequences = first(BATCH);
    return shipped
        .value()
        .look(
            network -> {
              double single = median(network, Batch.of(sequences.subList(0, 1)));
              double batch = median(network, Batch.of(sequences));
              return new Speed(single / 1e6, sequences.size() / (batch / 1e9));
            });
  }

  private List<Sequence> first(int count) {
    List<Sequence> sequences = new ArrayList<>();
    int shards = data.dataset().info().shards();
    for (int shard = 0; shard < shards && sequences.size() < count; shard++) {
      sequences.addAll(data.sequences(shard));
    }
    return sequences.subList(0, Math.min(count, sequences.size()));
  }

  /** Nanoseconds of one batch. */
  private static double median(Predictor network, Batch batch) {
    double[] times = new double[PASSES];
    for (int pass = -WARM_UP; pass < PASSES; pass++) {
      long start = System.nanoTime();
      Outputs outputs = network.outputs(batch);
      if (pass >= 0 && outputs.rows() > 0) {
        times[pass] = System.nanoTime() - start;
      }
    }
    Arrays.sort(times);
    return times[PASSES / 2];
  }
}
