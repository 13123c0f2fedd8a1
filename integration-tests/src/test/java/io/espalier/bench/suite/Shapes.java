package io.espalier.bench.suite;

import io.espalier.kernel.Panel;
import io.espalier.model.Mask;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Sizes as a benchmark's parameter names them, and numbers to fill them with. */
final class Shapes {
  private Shapes() {}

  /** The sizes in a text such as {@code 512x2048x32}. */
  static int[] of(String shape) {
    return Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
  }

  /** Random numbers between -1 and 1, the same at every call. */
  static float[] numbers(int count) {
    Random random = new Random(1);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    return numbers;
  }

  /** A random mask, the same at every call. */
  static Mask mask(int length, double sparsity) {
    Random random = new Random(1);
    int[] pruned = IntStream.range(0, length).filter(i -> random.nextDouble() < sparsity).toArray();
    return Mask.all(length).without(pruned);
  }

  static void fill(Panel panel) {
    System.arraycopy(numbers(panel.size()), 0, panel.overwrite(), 0, panel.size());
  }
}
