package io.espalier.cluster.prepare;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RowOrigin;
import io.espalier.data.Split;
import io.espalier.data.StableHash;
import io.espalier.data.join.Grouping;
import io.espalier.data.join.IdScope;
import io.espalier.data.join.PieceJoin;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Brings the pieces of each sequence together, by id, with a shuffle that spills to disk. */
public final class Gathering {
  private Gathering() {}

  /** The pieces sorted by id, split and origin within a partition; an id is in one partition. */
  static JavaRDD<SourcePiece> byId(JavaRDD<SourcePiece> pieces, int partitions, Grouping grouping) {
    return pieces
        .map(given -> grouping.scope() == IdScope.FILE ? ofFile(given) : given)
        .mapToPair(given -> new Tuple2<>(key(given), given))
        .repartitionAndSortWithinPartitions(new ById(partitions), Comparator.naturalOrder())
        .values();
  }

  /** Sequences joined from sorted pieces with the same id and split. */
  static JavaRDD<SourcePiece> joined(JavaRDD<SourcePiece> sorted, Grouping grouping) {
    return sorted.mapPartitions(
        pieces -> {
          PieceJoin join = new PieceJoin(grouping);
          return new Joined(pieces, join::join);
        });
  }

  /** Whole sequences, sorted by id within a partition; the same id twice is a bad row. */
  public static JavaRDD<SourcePiece> unique(
      JavaRDD<SourcePiece> sequences, int partitions, Grouping grouping) {
    return byId(sequences, partitions, grouping)
        .mapPartitions(sorted -> new Joined(sorted, Gathering::alone));
  }

  private static List<Parsed> alone(List<RawSequence> same) {
    RawSequence first = same.get(0);
    return List.of(
        same.size() == 1
            ? first
            : new BadRow(
                same.get(1).origin(),
                "the id '%s' stands at %s already".formatted(first.id(), first.origin())));
  }

  private static SourcePiece ofFile(SourcePiece given) {
    return given.parsed() instanceof RawSequence raw
        ? new SourcePiece(given.split(), raw.named(raw.origin().file() + ":" + raw.id()))
        : given;
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

  private interface Join extends Function<List<RawSequence>, List<Parsed>> {}

  private static final class Joined implements Iterator<SourcePiece> {
    private final Iterator<SourcePiece> sorted;
    private final Join join;
    private final ArrayDeque<SourcePiece> ready = new ArrayDeque<>();
    private Optional<SourcePiece> ahead = Optional.empty();

    private Joined(Iterator<SourcePiece> sorted, Join join) {
      this.sorted = sorted;
      this.join = join;
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty() || ahead.isPresent() || sorted.hasNext();
    }

    @Override
    public SourcePiece next() {
      if (ready.isEmpty()) {
        fill();
      }
      return ready.removeFirst();
    }

    private void fill() {
      SourcePiece head = ahead.orElseGet(sorted::next);
      ahead = Optional.empty();
      if (!(head.parsed() instanceof RawSequence first)) {
        ready.add(head);
        return;
      }
      List<RawSequence> pieces = new ArrayList<>(List.of(first));
      while (ahead.isEmpty() && sorted.hasNext()) {
        SourcePiece given = sorted.next();
        if (given.split() == head.split()
            && given.parsed() instanceof RawSequence raw
            && raw.id().equals(first.id())) {
          pieces.add(raw);
        } else {
          ahead = Optional.of(given);
        }
      }
      join.apply(pieces).forEach(parsed -> ready.add(new SourcePiece(head.split(), parsed)));
    }
  }
}
