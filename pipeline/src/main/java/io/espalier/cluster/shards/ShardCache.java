package io.espalier.cluster.shards;

import io.espalier.data.Dataset;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.store.Shards;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Shards this process has read, kept while there is memory to spare: under pressure the collector
 * takes them, and they are read again. Before it is first read, a shard is compared with what was
 * committed.
 */
final class ShardCache {
  private static final Map<Key, SoftReference<List<Sequence>>> SHARDS = new ConcurrentHashMap<>();

  private static final Set<Key> VERIFIED = ConcurrentHashMap.newKeySet();

  private ShardCache() {}

  private record Key(String fingerprint, Split split, int shard) {}

  static List<Sequence> read(Dataset dataset, Split split, int shard, Configuration configuration) {
    Key key = new Key(dataset.info().fingerprint(), split, shard);
    SoftReference<List<Sequence>> reference = SHARDS.get(key);
    List<Sequence> kept = reference == null ? null : reference.get();
    if (kept != null) {
      return kept;
    }
    if (!VERIFIED.contains(key)) {
      Shards.verify(configuration, dataset.folder(), Shards.name(split, shard));
      VERIFIED.add(key);
    }
    List<Sequence> read =
        Shards.readAll(configuration, dataset.folder(), split, List.of(shard), dataset.info());
    SHARDS.put(key, new SoftReference<>(read));
    return read;
  }
}
