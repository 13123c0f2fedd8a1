package io.espalier.cluster.rounds;

import io.espalier.cluster.shards.ShardData;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.order.EpochOrder;
import io.espalier.data.order.ReplicaPlan;
import io.espalier.data.order.ReplicaPlan.Chunk;
import io.espalier.data.order.ReplicaPlan.Position;
import io.espalier.run.TrainingJob;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The training batches of every replica, found without a shuffle: a replica reads its own shards.
 *
 * @param shards the training split
 * @param asked the same with all features that a teacher reads
 * @param fit replicas, batch size and seed
 */
record ReplicaData(ShardData shards, ShardData asked, TrainingJob.Fit fit) implements Serializable {
  static ReplicaData of(TrainingJob job, SparkJobs jobs) {
    return new ReplicaData(
        ShardData.of(job.dataset(), Split.TRAIN, jobs),
        ShardData.of(job.learning().asked(), Split.TRAIN, jobs),
        job.fit());
  }

  /** Whether the student reads what the teacher reads. */
  private boolean isWhole() {
    return shards.dataset().equals(asked.dataset());
  }

  /** Which batches a replica visits when. */
  ReplicaPlan plan(int replica) {
    return ReplicaPlan.of(
        shards.dataset().info().split(Split.TRAIN).shardSequences(),
        replica,
        fit.rounds().replicas(),
        fit.rounds().batchSize(),
        ReplicaPlan.MAXIMUM_CHUNK,
        fit.seed());
  }

  /** One replica's pass over its data. */
  Epoch epoch(int replica, int epoch) {
    return new Epoch(this, replica, epoch);
  }

  /** Reads batches of one epoch; keeps the chunk it is in, and its order. */
  static final class Epoch {
    private final ReplicaData data;
    private final int replica;
    private final int epoch;
    private final ReplicaPlan.Epoch plan;
    private int chunk = -1;
    private List<Sequence> sequences = List.of();
    private List<Sequence> whole = List.of();
    private List<int[]> order = List.of();

    private Epoch(ReplicaData data, int replica, int epoch) {
      this.data = data;
      this.replica = replica;
      this.epoch = epoch;
      this.plan = data.plan(replica).epoch(epoch);
    }

    /** 0 for the first. */
    int number() {
      return epoch;
    }

    int steps() {
      return plan.steps();
    }

    synchronized Batch batch(int step) {
      Position position = plan.locate(step);
      if (position.chunk() != chunk) {
        open(position.chunk());
      }
      int[] chosen = order.get(position.batch());
      Batch batch = Batch.of(chosen(sequences, chosen));
      return whole == sequences ? batch : batch.outOf(chosen(whole, chosen));
    }

    private static List<Sequence> chosen(List<Sequence> from, int[] indices) {
      List<Sequence> chosen = new ArrayList<>();
      for (int index : indices) {
        chosen.add(from.get(index));
      }
      return chosen;
    }

    private void open(int next) {
      Chunk content = plan.chunks().get(next);
      List<Sequence> all = read(data.shards, content);
      int[] lengths = all.stream().mapToInt(Sequence::steps).toArray();
      long seed = EpochOrder.seed(data.fit.seed(), epoch, replica, next);
      sequences = all;
      whole = data.isWhole() ? all : read(data.asked, content);
      order = EpochOrder.batches(lengths, data.fit.rounds().batchSize(), seed);
      chunk = next;
    }

    private static List<Sequence> read(ShardData from, Chunk content) {
      List<Sequence> all = new ArrayList<>(content.sequences());
      for (int shard : content.shards()) {
        all.addAll(from.sequences(shard));
      }
      return all;
    }
  }
}
