package io.espalier.cluster.shards;

import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.store.Shards;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Shards this process has read, kept while there is memory to spare: under pressure the collector
 * takes them, and they are read again. Before it is first read, a shard is compared with what was
 * committed.
 */
final class ShardCache implements Serializable {
  private final SerializableConfiguration hadoop;
  private final transient Map<Key, SoftReference<List<Sequence>>> shards =
      new ConcurrentHashMap<>();
  private final transient Set<Key> verified = ConcurrentHashMap.newKeySet();

  private ShardCache(SerializableConfiguration hadoop) {
    this.hadoop = hadoop;
  }

  /** One in each process. */
  static Broadcast<ShardCache> of(SparkJobs jobs) {
    return jobs.inEachProcess(ShardCache.class, () -> new ShardCache(jobs.hadoop()));
  }

  private record Key(
      String folder, String fingerprint, List<String> features, Split split, int shard) {}

  /** How to reach the data. */
  Configuration hadoop() {
    return hadoop.value();
  }

  List<Sequence> read(Dataset dataset, Split split, int shard) {
    DatasetInfo info = dataset.info();
    Key key = new Key(dataset.folder(), info.fingerprint(), info.input().features(), split, shard);
    SoftReference<List<Sequence>> reference = shards.get(key);
    List<Sequence> kept = reference == null ? null : reference.get();
    if (kept != null) {
      return kept;
    }
    if (!verified.contains(key)) {
      Shards.verify(hadoop(), dataset.folder(), Shards.name(split, shard));
      verified.add(key);
    }
    List<Sequence> read = Shards.readAll(hadoop(), dataset.folder(), split, List.of(shard), info);
    shards.put(key, new SoftReference<>(read));
    return read;
  }

  private Object readResolve() {
    return new ShardCache(hadoop);
  }
}
