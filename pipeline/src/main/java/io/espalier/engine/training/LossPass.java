package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.engine.Examples;
import io.espalier.engine.Signal;
import io.espalier.objective.LossFunction;

/** The loss that the network names, on what its output should be. */
final class LossPass implements Aim {
  private final LossFunction loss;
  private final Signal output;
  private final Errors errors;

  /**
   * @param output of the network
   */
  LossPass(LossFunction loss, Connection output) {
    this.loss = loss;
    this.output = (Signal) output.values();
    this.errors = output.errors().orElseThrow();
  }

  @Override
  public double backward(Batch batch) {
    int lanes = output.lanes().count();
    loss.begin();
    for (int t = 0; t < output.lanes().steps(); t++) {
      float[] said = output.value(t).values();
      for (int lane = 0; lane < lanes; lane++) {
        if (output.lanes().has(lane, t)) {
          Examples.add(loss, said, lane, lanes, batch.sequences().get(lane), t);
        }
      }
    }
    errors.open();
    for (int t = 0; t < output.lanes().steps(); t++) {
      float[] said = output.value(t).values();
      float[] into = errors.at(t).overwrite();
      for (int lane = 0; lane < lanes; lane++) {
        if (output.lanes().has(lane, t)) {
          Examples.error(loss, said, lane, lanes, batch.sequences().get(lane), t, into);
        } else {
          for (int i = lane; i < output.size(); i += lanes) {
            into[i] = 0f;
          }
        }
      }
    }
    return loss.sum();
  }

  /** Multiplies the errors that were written last. */
  void scale(double factor) {
    for (int t = 0; factor != 1 && t < output.lanes().steps(); t++) {
      float[] into = errors.at(t).change();
      for (int i = 0; i < output.size(); i++) {
        into[i] *= (float) factor;
      }
    }
  }

  @Override
  public void close() {}
}
