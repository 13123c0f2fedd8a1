package io.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Role;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SparseProductsTest {
  private final SparseProducts plain = new PlainSparse();

  @Test
  void testsRunWithVectors() {
    assertThat(SparseProducts.best()).isInstanceOf(VectorSparse.class);
  }

  @Property(tries = 60)
  void vectorsAndPlainLoopsGiveTheSameBits(
      @ForAll @IntRange(min = 1, max = 70) int inputs,
      @ForAll @IntRange(min = 1, max = 70) int outputs,
      @ForAll @IntRange(min = 1, max = 600) int lanes,
      @ForAll @FloatRange(min = 0, max = 1) float density,
      @ForAll Accumulate sum,
      @ForAll long seed) {
    Random random = new Random(seed);
    SparsePattern pattern = pattern(inputs, outputs, density, random);
    float[] weights = values(pattern.size(), random);
    float[] input = values(inputs * lanes, random);
    float[] output = values(outputs * lanes, random);
    float[] other = output.clone();
    plain.multiply(pattern, weights, input, lanes, output, sum);
    VectorSparse.INSTANCE.multiply(pattern, weights, input, lanes, other, sum);
    assertThat(other).isEqualTo(output);
    float[] sums = new float[pattern.size()];
    float[] otherSums = new float[pattern.size()];
    plain.addOuter(pattern, output, input, lanes, sums);
    VectorSparse.INSTANCE.addOuter(pattern, output, input, lanes, otherSums);
    assertThat(otherSums).isEqualTo(sums);
  }

  @Test
  void productsAreThoseOfTheMaskedMatrix() {
    Random random = new Random(4);
    ParameterBlock block = new ParameterBlock("w", 0, Role.RECURRENT_WEIGHT, 37, 53, 11);
    Mask mask = thinned(block.end() + 5, 0.2f, random);
    float[] parameters = mask.applyTo(values(mask.length(), random));
    float[] packed = packed(block, mask, parameters);
    try (WeightMatrix dense = WeightMatrix.of(block);
        WeightMatrix sparse = WeightMatrix.sparse(block, mask)) {
      dense.take(parameters);
      sparse.take(packed);
      for (int lanes : new int[] {1, 7, 16, 32, 33, 300}) {
        Panel input = panel(37, lanes, random);
        Panel error = panel(53, lanes, random);
        for (Accumulate sum : Accumulate.values()) {
          Panel expected = panel(53, lanes, new Random(lanes));
          Panel actual = panel(53, lanes, new Random(lanes));
          dense.forward(input, expected, sum);
          sparse.forward(input, actual, sum);
          assertClose(actual.values(), expected.values(), actual.size());
          Panel expectedInput = panel(37, lanes, new Random(lanes));
          Panel actualInput = panel(37, lanes, new Random(lanes));
          dense.transposed(error, expectedInput, sum);
          sparse.transposed(error, actualInput, sum);
          assertClose(actualInput.values(), expectedInput.values(), actualInput.size());
        }
        dense.gradient(input, error);
        sparse.gradient(input, error);
      }
      float[] expected = new float[mask.length()];
      float[] actual = new float[mask.length()];
      dense.give(expected);
      sparse.give(actual);
      float[] kept = packed(block, mask, expected);
      assertClose(actual, kept, actual.length);
      assertThat(IntStream.range(0, actual.length).filter(i -> actual[i] != 0f).count())
          .isEqualTo(mask.kept(block.offset(), block.end()));
    }
  }

  @Test
  void sumsOverLanesDoNotGrowFromOneBatchToTheNext() {
    ParameterBlock block = new ParameterBlock("w", 0, Role.RECURRENT_WEIGHT, 2, 2, 0);
    try (WeightMatrix sparse = WeightMatrix.sparse(block, Mask.all(4))) {
      Panel ones = new Panel().reserve(2, 3);
      Arrays.fill(ones.overwrite(), 1f);
      float[] gradient = new float[4];
      for (int batch = 0; batch < 2; batch++) {
        sparse.gradient(ones, ones);
        sparse.give(gradient);
        assertThat(gradient).containsOnly(3f);
      }
    }
  }

  private static float[] packed(ParameterBlock block, Mask mask, float[] values) {
    float[] packed = new float[values.length];
    int to = block.offset();
    for (int i = block.offset(); i < block.end(); i++) {
      if (mask.keeps(i)) {
        packed[to++] = values[i];
      }
    }
    return packed;
  }

  private static SparsePattern pattern(int inputs, int outputs, float density, Random random) {
    ParameterBlock block = new ParameterBlock("w", 0, Role.RECURRENT_WEIGHT, inputs, outputs, 0);
    return SparsePattern.byOutput(block, thinned(block.length(), density, random));
  }

  private static Mask thinned(int length, float density, Random random) {
    return Mask.all(length)
        .without(IntStream.range(0, length).filter(i -> random.nextFloat() >= density).toArray());
  }

  private static float[] values(int size, Random random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Panel panel(int rows, int lanes, Random random) {
    Panel panel = new Panel().reserve(rows, lanes);
    System.arraycopy(values(rows * lanes, random), 0, panel.overwrite(), 0, rows * lanes);
    return panel;
  }

  private static void assertClose(float[] actual, float[] expected, int size) {
    double scale = IntStream.range(0, size).mapToDouble(i -> Math.abs(expected[i])).max().orElse(0);
    for (int i = 0; i < size; i++) {
      assertThat((double) actual[i])
          .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-5 * scale));
    }
  }
}
