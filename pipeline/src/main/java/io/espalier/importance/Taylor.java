package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/**
 * Σ(w·g)² = w²·Σg²: first-order Taylor expansion of the change in loss (Molchanov et al. 2019,
 * arXiv 1906.10771), with the gradients of minibatches.
 */
public record Taylor() implements Criterion {
  @Override
  public String name() {
    return "taylor";
  }

  @Override
  public Set<Evidence.Kind> needs() {
    return Set.of(Evidence.Kind.GRADIENT_SQUARE);
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    double[] square = evidence.seen(Evidence.Kind.GRADIENT_SQUARE);
    return Scores.each(parameters.length, i -> (double) parameters[i] * parameters[i] * square[i]);
  }
}
