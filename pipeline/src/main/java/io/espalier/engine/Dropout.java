package io.espalier.engine;

import io.espalier.kernel.Accumulate;

/** A layer's input as its dropout leaves it; without dropout, the input itself. */
final class Dropout implements AutoCloseable {
  private final Signal input;
  private final Signal output;
  private final float retain;
  private final int place;
  private Noise noise = Noise.NONE;

  /**
   * @param retain probability of keeping a value; 1 for no dropout
   * @param place tells this dropout from the network's others
   */
  Dropout(Signal input, double retain, int place) {
    this.input = input;
    this.output = retain < 1 ? new Signal(input.rows(), input.shape()) : input;
    this.retain = (float) retain;
    this.place = place;
  }

  Signal output() {
    return output;
  }

  void forward(Noise newNoise) {
    noise = newNoise;
    for (int t = 0; output != input && t < input.shape().steps(); t++) {
      float[] from = input.value(t).values();
      float[] into = output.value(t).overwrite();
      multiply(t, from, into, Accumulate.REPLACE);
    }
  }

  /** How errors are to be put into the output's, so that {@link #backward} can do as asked. */
  Accumulate inner(Accumulate sum) {
    return output == input ? sum : Accumulate.REPLACE;
  }

  void backward(Accumulate sum) {
    for (int t = 0; output != input && t < input.shape().steps(); t++) {
      float[] from = output.error(t).values();
      float[] into = sum == Accumulate.ADD ? input.error(t).change() : input.error(t).overwrite();
      multiply(t, from, into, sum);
    }
  }

  private void multiply(int step, float[] from, float[] into, Accumulate sum) {
    int n = input.rows() * input.shape().size();
    int key = noise.key(place, step);
    for (int i = 0; i < n; i++) {
      float factor = noise.isNone() ? 1f : Noise.factor(key, i, retain);
      into[i] = from[i] * factor + (sum == Accumulate.ADD ? into[i] : 0f);
    }
  }

  @Override
  public void close() {
    if (output != input) {
      output.close();
    }
  }
}
