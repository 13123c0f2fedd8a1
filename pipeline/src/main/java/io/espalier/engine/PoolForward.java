package io.espalier.engine;

import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import java.util.Arrays;

/** One vector of all valid steps read since the start. */
public final class PoolForward implements LayerForward {
  private final LayerInput input;
  private final Reduction reduction;
  private final int exponent;
  private final Signal output;
  private float[] sums = new float[0];
  private int[] read = new int[0];
  private int[] largest = new int[0];
  private boolean fresh = true;

  /**
   * @param lanes of the output
   */
  public PoolForward(LayerInput input, Pool pool, Lanes lanes) {
    this.input = input;
    this.reduction = pool.reduction();
    this.exponent = pool.exponent();
    this.output = new Signal(input.rows(), lanes);
  }

  @Override
  public Signal output() {
    return output;
  }

  /** The steps, counted from the start, at which the values of MAX were read, [rows][lanes]. */
  public int[] largest() {
    return largest;
  }

  @Override
  public void start() {
    fresh = true;
  }

  @Override
  public void run(Draws draws) {
    Lanes lanes = input.lanes();
    int count = lanes.count();
    output.lanes().fit(count, 1);
    int n = output.size();
    if (fresh) {
      begin(n, count);
    }
    for (int step = 0; step < lanes.steps(); step++) {
      float[] values = input.value(step).values();
      for (int lane = 0; lane < count; lane++) {
        if (lanes.has(lane, step)) {
          add(values, lane, count);
        }
      }
    }
    float[] into = output.value(0).overwrite();
    for (int i = 0; i < n; i++) {
      into[i] =
          switch (reduction) {
            case MEAN -> sums[i] / read[i % count];
            case NORM -> (float) Math.pow(sums[i], 1.0 / exponent);
            default -> sums[i];
          };
    }
  }

  private void begin(int n, int count) {
    if (sums.length < n) {
      sums = new float[n];
      largest = new int[n];
    }
    read = read.length < count ? new int[count] : read;
    Arrays.fill(sums, 0, n, reduction == Reduction.MAX ? Float.NEGATIVE_INFINITY : 0f);
    Arrays.fill(read, 0, count, 0);
    fresh = false;
  }

  /** Takes in a lane's next step. */
  private void add(float[] values, int lane, int count) {
    int rows = input.rows();
    // the backward half of both ends stands at the first step
    int kept = reduction == Reduction.BOTH_ENDS && read[lane] > 0 ? rows / 2 : rows;
    for (int row = 0; row < kept; row++) {
      int i = row * count + lane;
      switch (reduction) {
        case LAST, BOTH_ENDS -> sums[i] = values[i];
        case MEAN, SUM -> sums[i] += values[i];
        case NORM -> sums[i] += (float) Math.pow(Math.abs(values[i]), exponent);
        case MAX -> {
          if (values[i] > sums[i]) {
            sums[i] = values[i];
            largest[i] = read[lane];
          }
        }
      }
    }
    read[lane]++;
  }

  @Override
  public void close() {
    output.close();
  }
}
