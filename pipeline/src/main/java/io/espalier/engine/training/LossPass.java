package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.engine.Examples;
import io.espalier.engine.Signal;
import io.espalier.objective.LossFunction;

/** What the network's output is worth. */
final class LossPass {
  private final LossFunction loss;

  LossPass(LossFunction loss) {
    this.loss = loss;
  }

  /**
   * Writes the errors of the output, which are the loss function's.
   *
   * @return the loss, summed over examples
   */
  double backward(Batch batch, Signal output, Errors errors) {
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
}
