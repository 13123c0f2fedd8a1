package io.espalier.kernel;

import java.util.Arrays;

/**
 * Which steps of which sequences count: after a step the output and the memory of every unit are
 * multiplied by the sequence's value, 1 to keep them and 0 to clear them.
 */
public final class StepMask {
  private static final StepMask NONE = new StepMask(0, new float[0]);

  private final int batch;
  private final float[] values;

  private StepMask(int batch, float[] values) {
    this.batch = batch;
    this.values = values;
  }

  /** Every step counts. */
  public static StepMask none() {
    return NONE;
  }

  /** A mask of the given values, [step][batch]; the array is kept. */
  public static StepMask of(int batch, float[] values) {
    return new StepMask(batch, values);
  }

  /** Whether both masks have the same values. */
  public boolean sameAs(StepMask other) {
    return batch == other.batch && Arrays.equals(values, other.values);
  }

  boolean keepsAll(int step) {
    for (int b = 0; b < batch; b++) {
      if (values[step * batch + b] != 1f) {
        return false;
      }
    }
    return true;
  }

  /** Fills [unit][batch] with the step's values, the same for every unit. */
  void tile(int step, int units, float[] into) {
    for (int unit = 0; unit < units; unit++) {
      System.arraycopy(values, step * batch, into, unit * batch, batch);
    }
  }
}
