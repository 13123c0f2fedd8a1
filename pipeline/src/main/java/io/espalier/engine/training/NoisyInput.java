package io.espalier.engine.training;

import io.espalier.engine.Draws;
import io.espalier.engine.LayerInput;
import io.espalier.engine.NetworkInput;
import io.espalier.engine.Signal;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.model.Noise;
import java.util.Arrays;

/** What a layer reads, as its noise leaves it; without noise, what is given to it. */
final class NoisyInput implements AutoCloseable {
  private final Connection outer;
  private final Connection inner;
  private final Noise noise;
  private final int place;
  private float[] factors = new float[0];
  private Draws draws = Draws.NONE;

  /**
   * @param place tells this noise from the network's others
   */
  NoisyInput(Connection outer, Noise noise, int place) {
    this.outer = outer;
    this.noise = noise;
    this.place = place;
    this.inner = noise.isNone() ? outer : inside(outer, noise.kind());
  }

  private static Connection inside(Connection outer, Noise.Kind kind) {
    LayerInput from = outer.values();
    boolean scalesTokens = kind == Noise.Kind.DROPOUT || kind == Noise.Kind.GAUSSIAN_DROPOUT;
    if (from instanceof NetworkInput input && scalesTokens) {
      return new Connection(input.weighted(), outer.errors());
    }
    Signal values = new Signal(from.rows(), from.lanes());
    return new Connection(values, outer.errors().map(errors -> new Errors(values)));
  }

  /** What the layer reads. */
  Connection inner() {
    return inner;
  }

  void forward(Draws newDraws) {
    draws = newDraws;
    if (inner == outer) {
      return;
    }
    inner.errors().ifPresent(Errors::start);
    if (inner.values() instanceof NetworkInput input) {
      input.take((NetworkInput) outer.values());
      if (input.isTokens()) {
        scale(input);
        return;
      }
    }
    for (int t = 0; t < outer.values().lanes().steps(); t++) {
      Panel from = outer.values().value(t);
      float[] into = inner.values().value(t).overwrite();
      if (draws.areNone()) {
        System.arraycopy(from.values(), 0, into, 0, from.size());
      } else {
        form().forward(from.values(), into, from.size(), key(t));
      }
    }
  }

  /** Noise that multiplies leaves the zeros of one-hot vectors alone. */
  private void scale(NetworkInput input) {
    int lanes = input.lanes().count();
    if (factors.length < lanes) {
      factors = new float[lanes];
    }
    for (int t = 0; !draws.areNone() && t < input.lanes().steps(); t++) {
      Arrays.fill(factors, 0, lanes, 1f);
      form().forward(factors, factors, lanes, key(t));
      for (int lane = 0; lane < lanes; lane++) {
        input.factors()[t * lanes + lane] *= factors[lane];
      }
    }
  }

  /** Hands the layer's errors on to what is given, after a forward pass. */
  void backward() {
    if (inner != outer && outer.errors().isPresent()) {
      backward(inner.errors().orElseThrow(), outer.errors().get());
    }
  }

  private void backward(Errors from, Errors to) {
    Accumulate sum = to.open();
    for (int t = 0; t < outer.values().lanes().steps(); t++) {
      Panel panel = to.at(t);
      float[] into = sum == Accumulate.ADD ? panel.change() : panel.overwrite();
      form().backward(from.at(t).values(), into, panel.size(), key(t), sum);
    }
  }

  private NoiseForm form() {
    return draws.areNone()
        ? NoiseForm.of(Noise.Kind.NONE, 1)
        : NoiseForm.of(noise.kind(), draws.at(noise.amount()));
  }

  private int key(int step) {
    return draws.key(place, noise.kind() == Noise.Kind.SPATIAL_DROPOUT ? 0 : step);
  }

  @Override
  public void close() {
    if (inner != outer) {
      inner.values().close();
      inner.errors().ifPresent(Errors::close);
    }
  }
}
