package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/** Σ|g| over sequences: how much the loss moves with the weight. */
public record Gradient() implements Criterion {
  @Override
  public String name() {
    return "gradient";
  }

  @Override
  public Set<Probe> needs() {
    return Set.of(Probe.SEQUENCE_GRADIENT_MAGNITUDE);
  }

  @Override
  public Normalisation normalisation() {
    return Normalisation.MATRIX;
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    return Scores.each(parameters.length, evidence.sums(Probe.SEQUENCE_GRADIENT_MAGNITUDE)::at);
  }
}
