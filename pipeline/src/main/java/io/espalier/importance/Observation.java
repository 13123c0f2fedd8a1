package io.espalier.importance;

import io.espalier.data.Batch;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A batch of calibration data and what the network makes of it; each is computed when it is asked
 * for. Arrays are not to be written to, and last until the next question.
 */
public interface Observation {
  /** Gradient of the mean loss of the batch's examples: a number for each parameter. */
  float[] gradient();

  /**
   * Σ|h| of each hidden unit over valid steps, in the order of {@link
   * io.espalier.model.HiddenUnits}.
   */
  double[] activity();

  /** Σx² of what each row reads over valid steps, in the order of {@link InputRows}. */
  double[] inputSquares();

  /**
   * Gradient of ‖J·1‖₂ of every recurrent direction, J the Jacobian of its last output by the one
   * four steps before; of a batch of one sequence.
   */
  float[] jacobianGradient();

  /** Summed loss of the batch's examples, read as something else. */
  double lossOf(UnaryOperator<Batch> change);

  /** Number of features of a step; 0 for tokens. */
  int features();

  /** The batch's sequences one by one. */
  List<Observation> sequences();
}
