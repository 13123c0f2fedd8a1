package io.espalier.kernel;

import java.util.Arrays;

/**
 * The state that a layer starts from or ends in.
 *
 * @param hidden output of the units, [unit][batch]
 * @param cell memory of the units, [unit][batch]
 */
public record LstmState(float[] hidden, float[] cell) {
  /** The state before the first step of a sequence. */
  public static LstmState zero(LstmShape shape) {
    return new LstmState(new float[shape.cells()], new float[shape.cells()]);
  }

  boolean hasHidden() {
    for (float h : hidden) {
      if (h != 0f) {
        return true;
      }
    }
    return false;
  }

  /** Whether both states hold the same values. */
  public boolean sameAs(LstmState other) {
    return Arrays.equals(hidden, other.hidden) && Arrays.equals(cell, other.cell);
  }
}
