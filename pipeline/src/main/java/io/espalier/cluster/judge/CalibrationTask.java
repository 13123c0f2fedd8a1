package io.espalier.cluster.judge;

import io.espalier.cluster.networks.ShippedNetwork;
import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.reduce.ReplicaResult;
import io.espalier.cluster.reduce.ReplicaResult.Facts;
import io.espalier.cluster.reduce.ReplicaResult.Work;
import io.espalier.cluster.reduce.ReplicaTask;
import io.espalier.cluster.shards.ShardData;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.importance.EvidenceShape;
import io.espalier.importance.EvidenceSums;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * One replica's part of the evidence: of every other batch, then of those between, so that each
 * half of the numbers comes from half of the data.
 */
record CalibrationTask(
    Broadcast<ShippedNetwork> shipped,
    ShardData data,
    EvidenceShape shape,
    SparkScorer.Calibration calibration,
    int replicas)
    implements ReplicaTask {

  @Override
  public Averages averages() {
    return Averages.GRADIENTS;
  }

  @Override
  public long broadcast() {
    return shipped.id();
  }

  @Override
  public ReplicaResult call(Integer replica) {
    long start = System.nanoTime();
    List<Batch> batches = batches(replica);
    byte[] packed = new byte[Math.multiplyExact(2 * Float.BYTES, shape.length())];
    shipped.value().use(network -> sum(network, batches, packed));
    Work work = Work.NONE;
    for (Batch batch : batches) {
      work = work.plus(batch.size(), batch.validSteps());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ReplicaResult(packed, new Facts(replica, 0, work, seconds));
  }

  private int sum(TrainingNetwork network, List<Batch> batches, byte[] packed) {
    EvidenceSums sums = new EvidenceSums(shape);
    int at = 0;
    for (int half = 0; half < 2; half++) {
      for (int i = half; i < batches.size(); i += 2) {
        sums.add(new NetworkObservation(network, batches.get(i)));
      }
      for (float number : sums.take()) {
        PackedFloats.set(packed, at++, number);
      }
    }
    return at;
  }

  private List<Batch> batches(int replica) {
    List<Batch> batches = new ArrayList<>();
    int shards = data.dataset().info().shards();
    for (int shard = replica; shard < shards; shard += replicas) {
      ShardData.batches(chosen(shard, shards), calibration.batchSize()).forEach(batches::add);
    }
    return batches;
  }

  /** The shard's part of the calibration sequences, spread evenly over the file. */
  private List<Sequence> chosen(int shard, int shards) {
    List<Sequence> all = data.sequences(shard);
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
