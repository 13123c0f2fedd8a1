package io.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** The weights that a pass was computed with, to tell later whether they are still the same. */
public final class WeightCopy implements AutoCloseable {
  private final NativeFloats input = new NativeFloats();
  private final NativeFloats recurrent = new NativeFloats();
  private float[] bias = new float[0];

  /** Takes a copy in place of the last one. */
  public void take(LstmWeights weights) {
    copy(weights.input().buffer(), input);
    copy(weights.recurrent().buffer(), recurrent);
    bias = weights.bias().clone();
  }

  /** Whether all weights equal the copy's. */
  public boolean matches(LstmWeights weights) {
    return same(weights.input().buffer(), input)
        && same(weights.recurrent().buffer(), recurrent)
        && Arrays.equals(bias, weights.bias());
  }

  private static void copy(FloatBuffer from, NativeFloats into) {
    into.reserve(from.remaining());
    into.buffer().put(0, from, 0, from.remaining());
  }

  private static boolean same(FloatBuffer weights, NativeFloats copy) {
    return weights.remaining() <= copy.capacity()
        && weights.equals(copy.buffer().slice(0, weights.remaining()));
  }

  @Override
  public void close() {
    input.close();
    recurrent.close();
  }
}
