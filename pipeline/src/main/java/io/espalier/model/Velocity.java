package io.espalier.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * The momentum of the averaged parameters over rounds: a number for each parameter, or none before
 * the first average. The array is shared, not copied: who holds it does not write to it.
 */
public final class Velocity implements Serializable {
  /** Before the first average, and where there is no momentum. */
  public static final Velocity NONE = new Velocity(new float[0]);

  private final float[] values;

  public Velocity(float[] values) {
    this.values = Objects.requireNonNull(values);
  }

  /** One for each parameter, or none. */
  public float[] values() {
    return values;
  }

  /** Whether there is none. */
  public boolean isNone() {
    return values.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Velocity that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Velocity[%d]".formatted(values.length);
  }
}
