package io.espalier.kernel;

import io.espalier.model.Activation;
import io.espalier.model.Layer.GravesLstm;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Recurrent;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a recurrent layer computes in one step between its matrix products, forward and backward.
 *
 * <p>Arrays hold a value for each unit and sequence, [unit][batch]; sums of the products hold them
 * for each gate, [gates][unit][batch], in the order of the weights' columns. The parameters that
 * belong to no product stand side by side: peepholes where there are any, then the bias.
 */
public interface RecurrentStep {
  /** The arithmetic of a layer. */
  static RecurrentStep of(Recurrent cell) {
    if (cell instanceof Lstm lstm) {
      return lstm(lstm.activation(), lstm.gates());
    }
    if (cell instanceof GravesLstm graves) {
      return new GeneralLstmStep(graves.activation(), graves.gates(), Optional.of(new Peepholes()));
    }
    return new SimpleRnnStep(cell.activation());
  }

  private static RecurrentStep lstm(Activation activation, Activation gates) {
    if (activation.equals(Activation.TANH) && gates.equals(Activation.SIGMOID)) {
      return new LstmStep(GateFunction.SIGMOID);
    }
    if (activation.equals(Activation.TANH) && gates.kind() == Activation.Kind.HARD_SIGMOID) {
      return new LstmStep(GateFunction.HARD_SIGMOID);
    }
    return new GeneralLstmStep(activation, gates, Optional.empty());
  }

  /**
   * What the backward pass needs of a step.
   *
   * @param sums before the functions, one array a gate; none where no function's slope needs them
   * @param gates after the functions, one array a gate
   * @param cell memory after the step; empty without memory
   * @param squashed the function of the memory; empty without memory
   */
  record Kept(float[][] sums, float[][] gates, float[] cell, float[] squashed) {
    /** Whether n values fit. */
    public boolean fits(int n) {
      return gates[0].length >= n;
    }

    /** Makes the memory that of a sequence not yet begun. */
    public void clear() {
      Arrays.fill(cell, 0f);
    }

    /** The same for one lane of [units][lanes]. */
    public void clear(int lane, int units, int lanes) {
      for (int i = lane; i < Math.min(cell.length, units * lanes); i += lanes) {
        cell[i] = 0f;
      }
    }
  }

  /** Sums that each unit has: 4 with gates, 1 without. */
  int gates();

  /** Parameters of each unit that belong to no product. */
  int vectors();

  /** Memory for one step of n values. */
  Kept keep(int n);

  /**
   * Begins a forward pass: takes the parameters that belong to no product, which start at a
   * position of an array.
   */
  void begin(float[] values, int at, int units, int batch);

  /**
   * One step forward, as in prediction.
   *
   * @param z sums of the products, [gates · units][batch]
   * @param before memory before the step
   * @param kept overwritten
   * @param hidden overwritten by the output
   */
  void forward(Panel z, float[] before, Kept kept, float[] hidden);

  /**
   * One step forward, as in training, where some functions draw.
   *
   * @param key makes the draws together with the position
   */
  default void forward(Panel z, float[] before, Kept kept, float[] hidden, int key) {
    forward(z, before, kept, hidden);
  }

  /** Begins a backward pass, after its forward pass. */
  void beginBackward();

  /**
   * One step backward.
   *
   * @param error gradient of the loss by the output, whose first value is at position {@code at}
   * @param returned the same, through the step after; zeros where there is none
   * @param before memory before the step
   * @param kept of the step
   * @param valid 1 for what counts and 0 for what is padding; empty where all counts
   * @param z overwritten by the gradient by the sums of the products, [gates · units][batch]
   */
  void backward(
      Panel error, int at, Panel returned, float[] before, Kept kept, float[] valid, Panel z);

  /**
   * Writes the gradient, over all steps of the backward pass, of the parameters that belong to no
   * product.
   */
  void vectorGradient(float[] into, int at, int units, int batch);
}
