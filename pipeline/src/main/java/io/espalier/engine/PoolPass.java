package io.espalier.engine;

import io.espalier.engine.StackLayer.Reduction;
import java.util.Arrays;

/** Makes one vector of the valid steps of each sequence. */
final class PoolPass implements Pass {
  private final Signal input;
  private final Reduction reduction;
  private final Signal output;
  private int[] largest = new int[0];

  PoolPass(Signal input, Reduction reduction, BatchShape vectors) {
    this.input = input;
    this.reduction = reduction;
    this.output = new Signal(input.rows(), vectors);
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public int units() {
    return 0;
  }

  @Override
  public void forward(Noise noise) {
    float[] into = output.value(0).overwrite();
    Arrays.fill(into, 0, size(), reduction == Reduction.MAX ? Float.NEGATIVE_INFINITY : 0f);
    if (largest.length < size()) {
      largest = new int[size()];
    }
    for (int t = 0; t < input.shape().steps(); t++) {
      float[] from = input.value(t).values();
      for (int row = 0; row < input.rows(); row++) {
        for (int lane = 0; lane < lanes(); lane++) {
          int i = row * lanes() + lane;
          if (reduction != Reduction.MAX) {
            into[i] += share(t, row, lane) * from[i];
          } else if (t < input.shape().length(lane) && from[i] > into[i]) {
            into[i] = from[i];
            largest[i] = t;
          }
        }
      }
    }
  }

  @Override
  public void backward() {
    float[] from = output.error(0).values();
    for (int t = 0; t < input.shape().steps(); t++) {
      float[] into = input.error(t).overwrite();
      for (int row = 0; row < input.rows(); row++) {
        for (int lane = 0; lane < lanes(); lane++) {
          int i = row * lanes() + lane;
          into[i] = from[i] * share(t, row, lane);
        }
      }
    }
  }

  /** What a value counts in the output. */
  private float share(int step, int row, int lane) {
    int length = input.shape().length(lane);
    return switch (reduction) {
      case LAST -> step == length - 1 ? 1f : 0f;
      case BOTH_ENDS -> step == (2 * row < input.rows() ? length - 1 : 0) ? 1f : 0f;
      case MEAN -> step < length ? 1f / length : 0f;
      case MAX -> step == largest[row * lanes() + lane] ? 1f : 0f;
    };
  }

  private int lanes() {
    return input.shape().size();
  }

  private int size() {
    return input.rows() * lanes();
  }

  @Override
  public void close() {
    output.close();
  }
}
