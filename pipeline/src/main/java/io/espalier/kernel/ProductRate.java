package io.espalier.kernel;

import java.util.Arrays;

/** How fast this machine multiplies dense matrices, the bound of every dense step. */
public final class ProductRate {
  private static final double MILLISECONDS = 300;

  private ProductRate() {}

  /**
   * GFLOP/s of the product [m, k] x [k, n] on the threads OpenMP may use, the median over a third
   * of a second after as long to warm up.
   */
  public static double gflops(int m, int n, int k) {
    try (NativeFloats a = filled(m * k);
        NativeFloats b = filled(k * n);
        NativeFloats c = filled(m * n)) {
      run(m, n, k, a, b, c);
      return 2e-9 * m * n * k / run(m, n, k, a, b, c);
    }
  }

  private static double run(int m, int n, int k, NativeFloats a, NativeFloats b, NativeFloats c) {
    double[] seconds = new double[1 << 14];
    int count = 0;
    long start = System.nanoTime();
    for (long now = start; now - start < MILLISECONDS * 1e6 && count < seconds.length; count++) {
      MatrixProduct.product(m, n, k, a.pointer(), b.pointer(), 0f, c.pointer());
      long then = System.nanoTime();
      seconds[count] = (then - now) / 1e9;
      now = then;
    }
    Arrays.sort(seconds, 0, count);
    return seconds[count / 2];
  }

  private static NativeFloats filled(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (i % 17 - 8) / 8f;
    }
    NativeFloats floats = new NativeFloats();
    floats.reserve(size);
    floats.buffer().put(0, values, 0, size);
    return floats;
  }
}
