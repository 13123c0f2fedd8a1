package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.model.Noise;

/** A layer's input as its noise leaves it; without noise, the input itself. */
final class NoisyInput implements AutoCloseable {
  private final Signal input;
  private final Signal output;
  private final Noise noise;
  private final int place;
  private Draws draws = Draws.NONE;

  /**
   * @param place tells this noise from the network's others
   */
  NoisyInput(Signal input, Noise noise, int place) {
    this.input = input;
    this.output = noise.isNone() ? input : new Signal(input.rows(), input.shape());
    this.noise = noise;
    this.place = place;
  }

  Signal output() {
    return output;
  }

  void forward(Draws newDraws) {
    draws = newDraws;
    for (int t = 0; output != input && t < input.shape().steps(); t++) {
      float[] from = input.value(t).values();
      float[] into = output.value(t).overwrite();
      if (draws.areNone()) {
        System.arraycopy(from, 0, into, 0, input.value(t).size());
      } else {
        form().forward(from, into, input.value(t).size(), key(t));
      }
    }
  }

  /** How errors are to be put into the output's, so that {@link #backward} can do as asked. */
  Accumulate inner(Accumulate sum) {
    return output == input ? sum : Accumulate.REPLACE;
  }

  /** Hands errors on to the input, after a forward pass with noise. */
  void backward(Accumulate sum) {
    for (int t = 0; output != input && t < input.shape().steps(); t++) {
      float[] from = output.error(t).values();
      float[] into = sum == Accumulate.ADD ? input.error(t).change() : input.error(t).overwrite();
      form().backward(from, into, input.error(t).size(), key(t), sum);
    }
  }

  private NoiseForm form() {
    return NoiseForm.of(noise.kind(), noise.amount().at(draws.iteration(), draws.epoch()));
  }

  private int key(int step) {
    return draws.key(place, noise.kind() == Noise.Kind.SPATIAL_DROPOUT ? 0 : step);
  }

  @Override
  public void close() {
    if (output != input) {
      output.close();
    }
  }
}
