package io.espalier.importance;

import io.espalier.model.ParameterLayout;

/** |w| (Han et al. 2015, arXiv 1506.02626). */
public record MagnitudeL1() implements Criterion {
  @Override
  public String name() {
    return "magnitude-l1";
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    return Scores.each(parameters.length, i -> Math.abs(parameters[i]));
  }
}
