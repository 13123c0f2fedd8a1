package io.espalier.engine.training;

import io.espalier.engine.Draws;
import io.espalier.engine.LayerInput;
import io.espalier.engine.Signal;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import java.util.Arrays;
import java.util.Optional;

/** The place at which a network is attacked: what stands there, moved by what an attack adds. */
final class AttackPass implements Pass {
  private final Connection outer;
  private final Signal values;
  private final Errors errors;
  private final Signal moved;
  private boolean underAttack;

  /**
   * @param outer vectors, or those that tokens stand for
   */
  AttackPass(Connection outer) {
    LayerInput read = outer.values();
    this.outer = outer;
    this.values = new Signal(read.rows(), read.lanes());
    this.errors = new Errors(values);
    this.moved = new Signal(read.rows(), read.lanes());
  }

  @Override
  public Connection output() {
    return new Connection(values, Optional.of(errors));
  }

  @Override
  public void forward(Draws draws) {
    errors.start();
    for (int t = 0; t < values.lanes().steps(); t++) {
      float[] into = values.value(t).overwrite();
      System.arraycopy(outer.values().value(t).values(), 0, into, 0, values.size());
      if (underAttack) {
        float[] added = moved.value(t).values();
        for (int i = 0; i < values.size(); i++) {
          into[i] += added[i];
        }
      }
    }
  }

  /**
   * Moves every number of a valid step by so much in the direction in which what the last backward
   * pass was about grows, and by no more than a distance in all.
   */
  void advance(double step, double distance) {
    int lanes = values.lanes().count();
    for (int t = 0; t < values.lanes().steps(); t++) {
      float[] to = underAttack ? moved.value(t).change() : moved.value(t).overwrite();
      if (!underAttack) {
        Arrays.fill(to, 0, values.size(), 0f);
      }
      float[] slopes = errors.at(t).values();
      for (int i = 0; i < values.size(); i++) {
        if (values.lanes().has(i % lanes, t)) {
          double next = to[i] + step * Math.signum(slopes[i]);
          to[i] = (float) Math.max(-distance, Math.min(distance, next));
        }
      }
    }
    underAttack = true;
  }

  /** What stands there is left alone again. */
  void retreat() {
    underAttack = false;
  }

  @Override
  public void backward() {
    outer.errors().ifPresent(this::backward);
  }

  private void backward(Errors to) {
    Accumulate sum = to.open();
    for (int t = 0; t < values.lanes().steps(); t++) {
      float[] from = errors.at(t).values();
      Panel panel = to.at(t);
      float[] into = sum == Accumulate.ADD ? panel.change() : panel.overwrite();
      for (int i = 0; i < values.size(); i++) {
        into[i] = sum == Accumulate.ADD ? into[i] + from[i] : from[i];
      }
    }
  }

  @Override
  public void close() {
    values.close();
    errors.close();
    moved.close();
  }
}
