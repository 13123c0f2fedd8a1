package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/** w²: ranks single weights as |w| does, but groups by their energy. */
public record MagnitudeL2() implements Criterion {
  @Override
  public String name() {
    return "magnitude-l2";
  }

  @Override
  public Set<Evidence.Kind> needs() {
    return Set.of();
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    float[] scores = new float[parameters.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = parameters[i] * parameters[i];
    }
    return Scores.of(scores);
  }
}
