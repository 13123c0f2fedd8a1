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
  public Set<Probe> needs() {
    return Set.of(Probe.GRADIENT_SQUARE);
  }

  @Override
  public Normalisation normalisation() {
    return Normalisation.MATRIX;
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    Evidence.Sums square = evidence.sums(Probe.GRADIENT_SQUARE);
    return Scores.each(
        parameters.length, i -> (double) parameters[i] * parameters[i] * square.at(i));
  }
}
