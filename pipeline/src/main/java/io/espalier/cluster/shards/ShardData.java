package io.espalier.cluster.shards;

import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Batch;
import io.espalier.data.Dataset;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;

/**
 * One split of a dataset, shard by shard, for work that looks at every sequence once.
 *
 * @param dataset the data
 * @param split which part of it
 * @param cache what processes have read of it
 */
public record ShardData(Dataset dataset, Split split, Broadcast<ShardCache> cache)
    implements Serializable {

  public static ShardData of(Dataset dataset, Split split, SparkJobs jobs) {
    return new ShardData(dataset, split, ShardCache.of(jobs));
  }

  /** How to reach the data. */
  public Configuration hadoop() {
    return cache.value().hadoop();
  }

  /** Sequences of a shard, in the order of the file. */
  public List<Sequence> sequences(int shard) {
    return cache.value().read(dataset, split, shard);
  }

  /** All sequences of a shard in batches of similar length. */
  public List<Batch> batches(int shard, int batchSize) {
    return batches(sequences(shard), batchSize);
  }

  /** Sequences in batches of similar length. */
  public static List<Batch> batches(List<Sequence> sequences, int batchSize) {
    List<Sequence> byLength =
        sequences.stream().sorted(Comparator.comparingInt(Sequence::steps)).toList();
    List<Batch> batches = new ArrayList<>();
    for (int start = 0; start < byLength.size(); start += batchSize) {
      batches.add(Batch.of(byLength.subList(start, Math.min(start + batchSize, byLength.size()))));
    }
    return batches;
  }
}
