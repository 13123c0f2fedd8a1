package io.espalier.importance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Evidence is a commutative monoid; whole numbers are summed without rounding. */
class EvidenceProperties {
  private static final Set<Evidence.Kind> KINDS = EnumSet.allOf(Evidence.Kind.class);

  @Property(tries = 200)
  void mergingInAnyGroupingGivesTheSameSums(
      @ForAll @Size(3) List<@IntRange(min = -1000, max = 1000) Integer> numbers) {
    Evidence a = of(numbers.get(0));
    Evidence b = of(numbers.get(1));
    Evidence c = of(numbers.get(2));
    assertSame(a.merge(b).merge(c), a.merge(b.merge(c)));
    assertSame(a.merge(b), b.merge(a));
    assertSame(a.merge(Evidence.empty(KINDS, 2, 1)), a);
  }

  @Property(tries = 200)
  void addingOneByOneEqualsMergingParts(
      @ForAll List<@IntRange(min = -1000, max = 1000) Integer> numbers) {
    Evidence added = Evidence.empty(KINDS, 2, 1);
    Evidence merged = Evidence.empty(KINDS, 2, 1);
    for (int number : numbers) {
      added = plus(added, number);
      merged = merged.merge(of(number));
    }
    assertSame(added, merged);
    double sum = numbers.stream().mapToDouble(n -> n).sum();
    double sizes = numbers.stream().mapToDouble(Math::abs).sum();
    double squares = numbers.stream().mapToDouble(n -> n * n).sum();
    assertThat(added.sum(Evidence.Kind.GRADIENT)).containsExactly(sum, 0 - 2 * sum);
    assertThat(added.sum(Evidence.Kind.GRADIENT_MAGNITUDE)).containsExactly(sizes, 2 * sizes);
    assertThat(added.sum(Evidence.Kind.GRADIENT_SQUARE)).containsExactly(squares, 4 * squares);
    assertThat(added.sum(Evidence.Kind.ACTIVATION_MAGNITUDE)).containsExactly(sizes);
    assertThat(added.minibatches()).isEqualTo(numbers.size());
    assertThat(added.steps()).isEqualTo(3L * numbers.size());
  }

  private static Evidence of(int number) {
    return plus(Evidence.empty(KINDS, 2, 1), number);
  }

  private static Evidence plus(Evidence evidence, int number) {
    return evidence.plus(new float[] {number, -2f * number}, new double[] {Math.abs(number)}, 3);
  }

  private static void assertSame(Evidence actual, Evidence expected) {
    for (Evidence.Kind kind : KINDS) {
      assertThat(actual.sum(kind)).as(kind.name()).containsExactly(expected.sum(kind));
    }
    assertThat(actual.minibatches()).isEqualTo(expected.minibatches());
    assertThat(actual.steps()).isEqualTo(expected.steps());
  }
}
