package io.espalier.network;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns the valid steps of each sequence around and leaves padding where it is. */
final class TimeReversal {
  /** Turns all steps around. */
  static final TimeReversal UNPADDED = new TimeReversal(new int[0], true);

  /** Turns nothing around. */
  static final TimeReversal NONE = new TimeReversal(new int[0], false);

  private final int[] lengths;
  private final boolean reverses;

  private TimeReversal(int[] lengths, boolean reverses) {
    this.lengths = lengths;
    this.reverses = reverses;
  }

  /** The reversal of sequences whose padding is behind, from their mask [batch, time]. */
  static TimeReversal of(INDArray mask) {
    float[] valid = FloatMemory.read(mask);
    int size = (int) mask.size(0);
    int[] lengths = new int[size];
    for (int i = 0; i < valid.length; i++) {
      if (valid[i] != 0) {
        lengths[i % size]++;
      }
    }
    return new TimeReversal(lengths, true);
  }

  /**
   * Copies rows of features of all steps.
   *
   * @param from [batch, features, time] in 'f' order
   * @param first the first feature to copy
   * @param shape of what {@code from} holds
   * @param into the reversed copy, 'f' order; its shape says how many features are copied
   */
  void copy(float[] from, int first, long[] shape, INDArray into) {
    int size = (int) shape[0];
    int features = (int) shape[1];
    int steps = (int) shape[2];
    int width = (int) into.size(1);
    float[] reversed = new float[size * width * steps];
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < size; b++) {
        int source = source(t, b, steps);
        for (int k = 0; k < width; k++) {
          reversed[(t * width + k) * size + b] = from[(source * features + first + k) * size + b];
        }
      }
    }
    FloatMemory.write(reversed, into);
  }

  private int source(int t, int b, int steps) {
    if (!reverses) {
      return t;
    }
    int length = lengths.length == 0 ? steps : lengths[b];
    return t < length ? length - 1 - t : t;
  }

  @Override
  public String toString() {
    return "TimeReversal" + Arrays.toString(lengths);
  }
}
