package io.espalier.engine;

import io.espalier.engine.StackLayer.Reduction;
import java.util.Arrays;

/** One vector of all valid steps read since the start. */
final class PoolRunner implements Runner {
  private final Track input;
  private final Reduction reduction;
  private final Track output;
  private float[] sums = new float[0];
  private int[] read = new int[0];
  private boolean fresh = true;

  PoolRunner(Track input, Reduction reduction) {
    this.input = input;
    this.reduction = reduction;
    this.output = new Track(input.rows(), new Lanes());
  }

  @Override
  public int units() {
    return 0;
  }

  @Override
  public Track output() {
    return output;
  }

  @Override
  public void start() {
    fresh = true;
  }

  @Override
  public void run() {
    Lanes lanes = input.lanes();
    int count = lanes.count();
    int n = input.rows() * count;
    if (fresh) {
      sums = sums.length < n ? new float[n] : sums;
      read = read.length < count ? new int[count] : read;
      Arrays.fill(sums, 0, n, reduction == Reduction.MAX ? Float.NEGATIVE_INFINITY : 0f);
      Arrays.fill(read, 0, count, 0);
      fresh = false;
    }
    for (int step = 0; step < lanes.steps(); step++) {
      float[] values = input.at(step).values();
      for (int lane = 0; lane < count; lane++) {
        if (lanes.has(lane, step)) {
          add(values, lane, count);
        }
      }
    }
    output.lanes().reserve(count, 1);
    float[] into = output.at(0).overwrite();
    for (int i = 0; i < n; i++) {
      into[i] = reduction == Reduction.MEAN ? sums[i] / read[i % count] : sums[i];
    }
  }

  /** Takes in a lane's next step. */
  private void add(float[] values, int lane, int count) {
    int rows = input.rows();
    // the backward half of both ends stands at the first step
    int kept = reduction == Reduction.BOTH_ENDS && read[lane] > 0 ? rows / 2 : rows;
    for (int row = 0; row < kept; row++) {
      int i = row * count + lane;
      sums[i] =
          switch (reduction) {
            case LAST, BOTH_ENDS -> values[i];
            case MEAN -> sums[i] + values[i];
            case MAX -> Math.max(sums[i], values[i]);
          };
    }
    read[lane]++;
  }
}
