package io.espalier.kernel;

import io.espalier.model.Layer.Recurrent;

/** A recurrent layer over a batch, its products done plainly. */
final class DrivenLayer {
  private final RecurrentStep step;
  private final float[] parameters;
  private final float[][] inputs;
  private final int width;
  private final int units;
  private final int[] lengths;
  private final int lanes;
  private final int columns;
  private final float[][] hidden;
  private final RecurrentStep.Kept[] kept;

  /**
   * @param parameters in the order of the flat vector
   * @param inputs for each step [inputs][lanes]
   * @param lengths valid steps of each lane
   */
  DrivenLayer(Recurrent cell, float[] parameters, float[][] inputs, int... lengths) {
    this.step = RecurrentStep.of(cell);
    this.parameters = parameters;
    this.inputs = inputs;
    this.width = cell.inputs();
    this.units = cell.units();
    this.lengths = lengths;
    this.lanes = lengths.length;
    this.columns = step.gates() * units;
    this.hidden = new float[inputs.length][units * lanes];
    this.kept = new RecurrentStep.Kept[inputs.length];
  }

  private int vectors() {
    return (width + units) * columns;
  }

  /** For each step [units][lanes]. */
  float[][] forward() {
    step.begin(parameters, vectors(), units, lanes);
    for (int t = 0; t < inputs.length; t++) {
      kept[t] = step.keep(units * lanes);
      Panel z = new Panel().reserve(columns, lanes);
      float[] sums = z.overwrite();
      multiply(0, width, inputs[t], sums);
      if (t > 0) {
        multiply(width * columns, units, hidden[t - 1], sums);
      }
      step.forward(z, memoryBefore(t), kept[t], hidden[t]);
      clearPadding(t);
    }
    return hidden;
  }

  private void clearPadding(int t) {
    for (int lane = 0; lane < lanes; lane++) {
      if (t >= lengths[lane]) {
        kept[t].clear(lane, units, lanes);
        for (int i = lane; i < hidden[t].length; i += lanes) {
          hidden[t][i] = 0f;
        }
      }
    }
  }

  private float[] valid(int t) {
    float[] valid = new float[units * lanes];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = t < lengths[i % lanes] ? 1f : 0f;
    }
    return valid;
  }

  private float[] memoryBefore(int t) {
    return t == 0 ? new float[units * lanes] : kept[t - 1].cell();
  }

  private void multiply(int at, int rows, float[] x, float[] sums) {
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        for (int lane = 0; lane < lanes; lane++) {
          sums[column * lanes + lane] +=
              parameters[at + column * rows + row] * x[row * lanes + lane];
        }
      }
    }
  }

  /**
   * The gradient in the order of the flat vector.
   *
   * @param errors of the outputs, as {@link #forward} gives them
   */
  float[] backward(float[][] errors) {
    float[] gradient = new float[parameters.length];
    Panel returned = new Panel().reserve(units, lanes);
    returned.overwrite();
    step.beginBackward();
    for (int t = inputs.length - 1; t >= 0; t--) {
      Panel error = new Panel().reserve(units, lanes);
      System.arraycopy(errors[t], 0, error.overwrite(), 0, units * lanes);
      Panel z = new Panel().reserve(columns, lanes);
      step.backward(error, 0, returned, memoryBefore(t), kept[t], valid(t), z);
      float[] delta = z.values();
      addOuter(0, width, inputs[t], delta, gradient);
      if (t > 0) {
        addOuter(width * columns, units, hidden[t - 1], delta, gradient);
      }
      float[] back = returned.overwrite();
      for (int row = 0; row < units; row++) {
        for (int lane = 0; lane < lanes; lane++) {
          float sum = 0;
          for (int column = 0; column < columns; column++) {
            sum +=
                parameters[width * columns + column * units + row] * delta[column * lanes + lane];
          }
          back[row * lanes + lane] = sum;
        }
      }
    }
    step.vectorGradient(gradient, vectors(), units, lanes);
    return gradient;
  }

  private void addOuter(int at, int rows, float[] x, float[] delta, float[] gradient) {
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        for (int lane = 0; lane < lanes; lane++) {
          gradient[at + column * rows + row] +=
              x[row * lanes + lane] * delta[column * lanes + lane];
        }
      }
    }
  }
}
