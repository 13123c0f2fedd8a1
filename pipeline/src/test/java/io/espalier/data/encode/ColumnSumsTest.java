package io.espalier.data.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ColumnSumsTest {
  private static final MathContext DIGITS = new MathContext(60);

  /** Numbers of any size that a float can hold, close together far from zero, and whole ones. */
  @Provide
  Arbitrary<List<Double>> numbers() {
    return Arbitraries.oneOf(
            Arbitraries.longs()
                .map(bits -> Double.longBitsToDouble(bits))
                .filter(ColumnSumsTest::isHeld),
            Arbitraries.doubles().between(-1, 1).map(x -> 1.7e12 + x),
            Arbitraries.longs().between(-100_000, 100_000).map(x -> x * 1e-305),
            Arbitraries.integers().map(Integer::doubleValue))
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  private static boolean isHeld(double value) {
    return Math.abs(value) <= Float.MAX_VALUE;
  }

  private static ColumnSums of(List<Double> numbers) {
    ColumnSums sums = new ColumnSums();
    double[] all = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    sums.add(all, 1, 0, all.length);
    return sums;
  }

  private static BigDecimal mean(List<BigDecimal> numbers) {
    return numbers.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(numbers.size()), DIGITS);
  }

  @Property
  void meanAndDeviationAreThoseOfDecimalArithmetic(@ForAll("numbers") List<Double> numbers) {
    List<BigDecimal> exact = numbers.stream().map(BigDecimal::new).toList();
    BigDecimal mean = mean(exact);
    double deviation =
        mean(exact.stream().map(x -> x.subtract(mean).pow(2)).toList()).sqrt(DIGITS).doubleValue();
    double largest = numbers.stream().mapToDouble(Math::abs).max().orElseThrow();
    ColumnSums sums = of(numbers);
    assertThat(sums.mean()[0]).isCloseTo(mean.doubleValue(), within(Math.ulp(mean.doubleValue())));
    if (deviation <= 3.9 * Math.ulp(largest)) {
      assertThat(sums.deviation()).containsExactly(0);
    } else if (deviation >= 4.1 * Math.ulp(largest)) {
      assertThat(sums.deviation()[0]).isCloseTo(deviation, within(Math.ulp(deviation)));
    }
  }

  @Property
  void theWayOfMergingIsNoPartOfTheResult(
      @ForAll("numbers") List<Double> one,
      @ForAll("numbers") List<Double> two,
      @ForAll("numbers") List<Double> three) {
    ColumnSums left = of(one);
    left.merge(of(two));
    left.merge(of(three));
    ColumnSums right = of(three);
    ColumnSums inner = of(two);
    inner.merge(of(one));
    right.merge(inner);
    assertThat(right.mean()).containsExactly(left.mean());
    assertThat(right.deviation()).containsExactly(left.deviation());
  }

  @Test
  void sumsOfManyNumbersStayExact() {
    ColumnSums sums = new ColumnSums();
    double[] some = {1e18, 1, -1e18, 1};
    for (int i = 0; i < 100_000; i++) {
      sums.add(some, 1, 0, 4);
    }
    ColumnSums merged = new ColumnSums();
    for (int i = 0; i < 1000; i++) {
      merged.merge(sums);
    }
    assertThat(merged.mean()).containsExactly(0.5);
    assertThat(merged.count(0)).isEqualTo(400_000_000);
  }

  @Test
  void columnsThatDifferByRoundingAloneDoNotVary() {
    assertThat(of(List.of(14.62, 14.620000000000001, 14.62)).deviation()).containsExactly(0);
    assertThat(of(List.of(1e9, 1e9 + 1e-3)).deviation()[0]).isCloseTo(5e-4, within(1e-7));
    assertThat(of(List.of(0.0, 0.0)).deviation()).containsExactly(0);
  }
}
