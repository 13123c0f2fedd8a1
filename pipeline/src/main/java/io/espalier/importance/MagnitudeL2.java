package io.espalier.importance;

import io.espalier.model.ParameterLayout;

/** w²: ranks single weights as |w| does, but groups by their energy. */
public record MagnitudeL2() implements Criterion {
  @Override
  public String name() {
    return "magnitude-l2";
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    return Scores.each(parameters.length, i -> parameters[i] * parameters[i]);
  }
}
