package io.espalier.cluster.shards;

import io.espalier.data.LengthCounts;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Target;
import io.espalier.store.Shards;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Writes one shard in a task, and counts what is in it.
 *
 * @param folder of the dataset
 * @param classes of the labels; 0 where there are none, or they need no counting
 */
public record ShardWriter(
    SerializableConfiguration configuration, String folder, Shards.Format format, int classes)
    implements Serializable {

  /**
   * @param sorted the shard's sequences, by whatever they were sorted by
   */
  public <K> ShardReport write(Split split, int shard, Iterator<Tuple2<K, Sequence>> sorted) {
    LengthCounts lengths = new LengthCounts();
    long[] classCounts = new long[classes];
    Iterator<Sequence> counted =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return sorted.hasNext();
          }

          @Override
          public Sequence next() {
            Sequence sequence = sorted.next()._2();
            lengths.add(sequence.steps());
            if (classes > 0 && sequence.target() instanceof Target.Label label) {
              classCounts[label.index()]++;
            }
            return sequence;
          }
        };
    String attempt = SparkEnv.get().conf().getAppId() + "-" + TaskContext.get().taskAttemptId();
    String sha256 =
        Shards.write(
            configuration.value(), folder, Shards.name(split, shard), format, attempt, counted);
    return new ShardReport(split, shard, lengths, classCounts, sha256);
  }
}
