package io.espalier.cluster.prepare;

import io.espalier.data.BadRow;
import io.espalier.data.RawSequence;
import io.espalier.data.RowOrigin;
import io.espalier.data.Split;
import io.espalier.data.StableHash;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Brings the pieces of each sequence together, by id, with a shuffle that spills to disk. */
final class Gathering {
  private Gathering() {}

  /** What the same id twice means. */
  enum Ids {
    /** Pieces of one sequence. */
    OF_PIECES,
    /** A bad row. */
    UNIQUE
  }

  /** Sequences joined from pieces with the same id and split, sorted by id within a partition. */
  static JavaRDD<SourcePiece> byId(JavaRDD<SourcePiece> pieces, int partitions, Ids ids) {
    return pieces
        .mapToPair(given -> new Tuple2<>(key(given), given))
        .repartitionAndSortWithinPartitions(new ById(partitions), Comparator.naturalOrder())
        .mapPartitions(sorted -> new Joined(sorted, ids));
  }

  private static Key key(SourcePiece given) {
    if (given.parsed() instanceof RawSequence raw) {
      return new Key(raw.id(), given.split(), raw.origin());
    }
    if (given.parsed() instanceof BadRow bad) {
      return new Key("", given.split(), bad.origin());
    }
    return new Key("", given.split(), new RowOrigin("", 0));
  }

  private record Key(String id, Split split, RowOrigin origin)
      implements Serializable, Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::id).thenComparing(Key::split).thenComparing(Key::origin);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class ById extends Partitioner {
    private final int partitions;

    private ById(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (int) Math.floorMod(StableHash.of(0, "gather", ((Key) key).id()), (long) partitions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ById that && that.partitions == partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }

  private static final class Joined implements Iterator<SourcePiece> {
    private final Iterator<Tuple2<Key, SourcePiece>> sorted;
    private final Ids ids;
    private final List<SourcePiece> ahead = new ArrayList<>();

    private Joined(Iterator<Tuple2<Key, SourcePiece>> sorted, Ids ids) {
      this.sorted = sorted;
      this.ids = ids;
    }

    @Override
    public boolean hasNext() {
      return !ahead.isEmpty() || sorted.hasNext();
    }

    @Override
    public SourcePiece next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      SourcePiece head = ahead.isEmpty() ? sorted.next()._2() : ahead.remove(0);
      if (!(head.parsed() instanceof RawSequence first)) {
        return head;
      }
      List<RawSequence> pieces = new ArrayList<>(List.of(first));
      while (ahead.isEmpty() && sorted.hasNext()) {
        SourcePiece given = sorted.next()._2();
        if (given.split() == head.split()
            && given.parsed() instanceof RawSequence raw
            && raw.id().equals(first.id())) {
          pieces.add(raw);
        } else {
          ahead.add(given);
        }
      }
      if (ids == Ids.UNIQUE && pieces.size() > 1) {
        return new SourcePiece(
            head.split(),
            new BadRow(
                pieces.get(1).origin(),
                ("the id '%s' stands at %s already; a row is a whole sequence, unless"
                        + " data.source.order says that it is a step")
                    .formatted(first.id(), first.origin())));
      }
      return new SourcePiece(head.split(), RawSequence.join(pieces));
    }
  }
}
