package io.espalier.prune;

import io.espalier.model.Mask;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Which groups of a range go. */
public sealed interface Choice {
  /** The sparsity that the choice comes to by itself; empty where it is asked for. */
  default OptionalDouble sparsity(List<GroupRange> ranges) {
    return OptionalDouble.empty();
  }

  /** What the choice leaves alone, a sentence each. */
  default List<String> leaves(List<GroupRange> ranges) {
    return List.of();
  }

  /** The lowest, as many as the budget says. */
  record Lowest() implements Choice {}

  /**
   * Of every m consecutive inputs of an output all but the n best. A last group of fewer stays
   * dense, and so do matrices of fewer inputs. Groups are weights, an output's inputs side by side.
   */
  record NOfM(int n, int m) implements Choice {
    public NOfM {
      if (n < 1 || n >= m) {
        throw new IllegalArgumentException("%d of %d are no choice".formatted(n, m));
      }
    }

    @Override
    public OptionalDouble sparsity(List<GroupRange> ranges) {
      long gone =
          ranges.stream()
              .mapToLong(range -> (long) range.dense() / range.part().inputs() * goneOf(range))
              .sum();
      return OptionalDouble.of((double) gone / ranges.stream().mapToLong(GroupRange::dense).sum());
    }

    private int goneOf(GroupRange range) {
      return range.part().inputs() / m * (m - n);
    }

    @Override
    public List<String> leaves(List<GroupRange> ranges) {
      return ranges.stream()
          .map(GroupRange::part)
          .filter(part -> part.inputs() % m != 0)
          .map(
              part ->
                  part.inputs() < m
                      ? "%s has %d inputs, fewer than %d, and stays dense"
                          .formatted(part.name(), part.inputs(), m)
                      : "the last %d of %d inputs of %s stay dense, as %d:%d takes whole groups of %d"
                          .formatted(part.inputs() % m, part.inputs(), part.name(), n, m, m))
          .distinct()
          .toList();
    }

    /**
     * Clears the bits of the living weights that go: the lowest, the first among equals.
     *
     * @param kept bits of all positions, changed in place
     */
    void prune(List<GroupRange> ranges, float[] scores, Mask alive, long[] kept) {
      for (GroupRange range : ranges) {
        int inputs = range.part().inputs();
        for (int column = range.slice().from(); column < range.slice().to(); column += inputs) {
          for (int first = column; first + m <= column + inputs; first += m) {
            int[] living = IntStream.range(first, first + m).filter(alive::keeps).toArray();
            IntStream.of(living)
                .boxed()
                .sorted(
                    (a, b) -> Integer.compare(ScoreOrder.of(scores[a]), ScoreOrder.of(scores[b])))
                .limit(Math.max(0, living.length - n))
                .forEach(at -> kept[at >>> 6] &= ~(1L << at));
          }
        }
      }
    }
  }
}
