package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/**
 * ½w²·Σg² over sequences: the growth of the loss when the weight goes, with the empirical Fisher
 * information in place of the second derivative (LeCun, Denker & Solla 1990; Theis et al. 2018,
 * arXiv 1801.05787).
 */
public record Fisher() implements Criterion {
  @Override
  public String name() {
    return "fisher";
  }

  @Override
  public Set<Probe> needs() {
    return Set.of(Probe.SEQUENCE_GRADIENT_SQUARE);
  }

  @Override
  public Normalisation normalisation() {
    return Normalisation.MATRIX;
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    Evidence.Sums square = evidence.sums(Probe.SEQUENCE_GRADIENT_SQUARE);
    return Scores.each(parameters.length, i -> 0.5 * parameters[i] * parameters[i] * square.at(i));
  }
}
