package io.espalier.engine.training;

import io.espalier.engine.Draws;
import io.espalier.engine.LayerInput;
import io.espalier.engine.PoolForward;
import io.espalier.kernel.Accumulate;
import io.espalier.model.Layer.Pool;
import java.util.Arrays;
import java.util.Optional;

/** Makes one vector of the valid steps of each sequence. */
final class PoolPass implements Pass {
  private final NoisyInput read;
  private final PoolForward forward;
  private final Pool pool;
  private final Errors errors;

  PoolPass(NoisyInput read, PoolForward forward, Pool pool) {
    this.read = read;
    this.forward = forward;
    this.pool = pool;
    this.errors = new Errors(forward.output());
  }

  @Override
  public Connection output() {
    return new Connection(forward.output(), Optional.of(errors));
  }

  @Override
  public void forward(Draws draws) {
    errors.start();
    read.forward(draws);
    forward.start();
    forward.run(draws);
  }

  @Override
  public void backward() {
    read.inner().errors().ifPresent(this::backward);
    read.backward();
  }

  private void backward(Errors to) {
    LayerInput input = read.inner().values();
    int lanes = input.lanes().count();
    float[] from = errors.at(0).values();
    Accumulate sum = to.open();
    for (int t = 0; t < input.lanes().steps(); t++) {
      float[] into = sum == Accumulate.ADD ? to.at(t).change() : to.at(t).overwrite();
      if (sum == Accumulate.REPLACE) {
        Arrays.fill(into, 0, input.rows() * lanes, 0f);
      }
      for (int lane = 0; lane < lanes; lane++) {
        if (input.lanes().has(lane, t)) {
          add(from, t, lane, into);
        }
      }
    }
  }

  /** Adds the errors of one lane at one step. */
  private void add(float[] from, int step, int lane, float[] into) {
    LayerInput input = read.inner().values();
    int rows = input.rows();
    int length = input.lanes().length(lane);
    boolean isLast = step == length - 1;
    switch (pool.reduction()) {
      case LAST -> add(from, lane, 0, isLast ? rows : 0, 1f, into);
      case BOTH_ENDS -> {
        add(from, lane, 0, isLast ? rows / 2 : 0, 1f, into);
        add(from, lane, rows / 2, step == 0 ? rows : 0, 1f, into);
      }
      case MEAN -> add(from, lane, 0, rows, 1f / length, into);
      case SUM -> add(from, lane, 0, rows, 1f, into);
      case MAX -> addLargest(from, step, lane, into);
      case NORM -> addNorm(from, input.value(step).values(), lane, into);
    }
  }

  private void add(float[] from, int lane, int row, int end, float share, float[] into) {
    int lanes = read.inner().values().lanes().count();
    for (int i = row * lanes + lane; i < end * lanes; i += lanes) {
      into[i] += from[i] * share;
    }
  }

  private void addLargest(float[] from, int step, int lane, float[] into) {
    int lanes = read.inner().values().lanes().count();
    int[] largest = forward.largest();
    for (int i = lane; i < forward.output().size(); i += lanes) {
      into[i] += largest[i] == step ? from[i] : 0f;
    }
  }

  /** The slope of (Σ |x|^p)^(1/p) is x |x|^(p-2) over the norm to the power of p - 1. */
  private void addNorm(float[] from, float[] values, int lane, float[] into) {
    int lanes = read.inner().values().lanes().count();
    int p = pool.exponent();
    float[] norms = forward.output().value(0).values();
    for (int i = lane; i < forward.output().size(); i += lanes) {
      double x = values[i];
      double slope = x == 0 ? 0 : x * Math.pow(Math.abs(x), p - 2.0) / Math.pow(norms[i], p - 1.0);
      into[i] += (float) (from[i] * slope);
    }
  }

  @Override
  public void close() {
    read.close();
    forward.close();
    errors.close();
  }
}
