package io.espalier.cluster.prepare;

import io.espalier.cluster.shards.ShardReport;
import io.espalier.cluster.shards.ShardWriter;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.StableHash;
import io.espalier.data.Task;
import io.espalier.data.encode.Encoding;
import io.espalier.data.encode.Placed;
import io.espalier.store.Shards;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Writes sequences to the shards of their split. The shard is a hash of the id, and sequences are
 * sorted by id within it, so that a shard's bytes do not depend on who wrote it.
 */
final class ShardWriting implements Serializable {
  private final Broadcast<SerializableConfiguration> configuration;
  private final String folder;
  private final Shards.Format format;
  private final int classes;
  private final int shards;

  ShardWriting(PreparationContext context, String folder, Task task, Encoding encoding) {
    this.configuration = context.configuration();
    this.folder = folder;
    this.format = new Shards.Format(task, encoding.input());
    this.classes = encoding.output().classes().size();
    this.shards = context.plan().splits().shards();
  }

  /** Writes all shards of all splits, empty ones too; reports in the order of splits and shards. */
  List<ShardReport> write(JavaRDD<Placed> placed) {
    return placed
        .mapToPair(
            each -> new Tuple2<>(new Key(each.split(), each.sequence().id()), each.sequence()))
        .repartitionAndSortWithinPartitions(new ByShard(shards), Comparator.naturalOrder())
        .mapPartitionsWithIndex(
            (partition, sorted) -> List.of(writeShard(partition, sorted)).iterator(), false)
        .collect();
  }

  private ShardReport writeShard(int partition, Iterator<Tuple2<Key, Sequence>> sorted) {
    return new ShardWriter(configuration.value(), folder, format, classes)
        .write(Split.values()[partition / shards], partition % shards, sorted);
  }

  private record Key(Split split, String id) implements Serializable, Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::split).thenComparing(Key::id);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class ByShard extends Partitioner {
    private final int shards;

    private ByShard(int shards) {
      this.shards = shards;
    }

    @Override
    public int numPartitions() {
      return shards * Split.values().length;
    }

    @Override
    public int getPartition(Object key) {
      Key place = (Key) key;
      long hash = StableHash.of(0, "shard", place.id());
      return place.split().ordinal() * shards + (int) Math.floorMod(hash, (long) shards);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByShard that && that.shards == shards;
    }

    @Override
    public int hashCode() {
      return shards;
    }
  }
}
