package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/** |w| (Han et al. 2015, arXiv 1506.02626). */
public record MagnitudeL1() implements Criterion {
  @Override
  public String name() {
    return "magnitude-l1";
  }

  @Override
  public Set<Evidence.Kind> needs() {
    return Set.of();
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    float[] scores = new float[parameters.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.abs(parameters[i]);
    }
    return Scores.of(scores);
  }
}
