package io.espalier.importance;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Importance of every parameter of a network: finite, of either sign. */
public final class Scores {
  private final float[] values;

  private Scores(float[] values) {
    this.values = values;
  }

  /** Wraps scores; NaN and infinite values are refused by position; -0.0 becomes 0.0. */
  public static Scores of(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "importance must be finite, got %s at parameter %d".formatted(values[i], i));
      }
      values[i] += 0f;
    }
    return new Scores(values);
  }

  /**
   * The importance of each parameter, rounded to floats.
   *
   * @param length number of parameters
   * @param importance of the parameter at a position
   */
  static Scores each(int length, IntToDoubleFunction importance) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) importance.applyAsDouble(i);
    }
    return of(values);
  }

  /** The scores, in the order of the flat vector; not to be written to. */
  public float[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scores that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
