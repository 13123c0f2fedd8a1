package io.espalier.cluster.judge;

import io.espalier.cluster.networks.ShippedNetwork;
import io.espalier.cluster.shards.ShardData;
import io.espalier.data.Batch;
import io.espalier.metric.Outputs;
import io.espalier.store.Folder;
import io.espalier.store.Manifest;
import io.espalier.store.StateCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a network said of a split, a file for each shard: the outputs of its batches, one behind the
 * other.
 */
final class KeptOutputs {
  private KeptOutputs() {}

  /**
   * Writes a shard's.
   *
   * @param folder takes the file
   */
  record Writing(Broadcast<ShippedNetwork> network, ShardData data, String folder, int batchSize)
      implements Function<Integer, Integer> {
    @Override
    public Integer call(Integer shard) {
      List<Batch> batches = data.batches(shard, batchSize);
      List<float[]> said =
          network
              .value()
              .look(other -> batches.stream().map(batch -> other.outputs(batch).values()).toList());
      float[] all = new float[said.stream().mapToInt(values -> values.length).sum()];
      int at = 0;
      for (float[] values : said) {
        System.arraycopy(values, 0, all, at, values.length);
        at += values.length;
      }
      Folder.at(folder, data.hadoop()).write(name(shard), StateCodec.write(all));
      return shard;
    }
  }

  /** A shard's outputs, batch by batch, verified. */
  static List<Outputs> read(ShardData data, String folder, int shard, List<Batch> batches) {
    Folder files = Folder.at(folder, data.hadoop());
    Manifest manifest =
        files.manifest().orElseThrow(() -> new IllegalStateException(folder + " is not finished"));
    float[] all = StateCodec.readFloats(files.read(manifest, name(shard)));
    int width = data.dataset().info().outputWidth();
    boolean timed = data.dataset().info().task().truth().isTimed();
    List<Outputs> outputs = new ArrayList<>();
    int at = 0;
    for (Batch batch : batches) {
      int rows = timed ? batch.validSteps() : batch.size();
      outputs.add(new Outputs(rows, width, Arrays.copyOfRange(all, at, at + rows * width)));
      at += rows * width;
    }
    return outputs;
  }

  private static String name(int shard) {
    return String.format(Locale.ROOT, "shard-%05d.bin", shard);
  }
}
