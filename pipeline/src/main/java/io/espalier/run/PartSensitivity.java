package io.espalier.run;

import io.espalier.run.Evaluator.Evaluation;
import java.util.List;

/**
 * What becomes of a network when one part of it alone is pruned, without recovery.
 *
 * @param part name of the matrix, or of the layer of units
 * @param gate the gate whose weights alone go; empty for all of the matrix
 * @param groups that could go of it
 * @param evaluations on validation data at each of {@link Sensitivity#SPARSITIES}
 */
public record PartSensitivity(String part, String gate, long groups, List<Evaluation> evaluations) {
  public PartSensitivity {
    evaluations = List.copyOf(evaluations);
  }

  /** For example {@code lstm-0.W}, or {@code lstm-0.W · forget}. */
  public String name() {
    return gate.isEmpty() ? part : part + " · " + gate;
  }

  /** Whether it is all of a matrix or layer. */
  public boolean isWhole() {
    return gate.isEmpty();
  }
}
