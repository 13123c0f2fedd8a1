package io.espalier.importance;

import io.espalier.model.ParameterLayout;

/** w²: ranks single weights as |w| does, but groups by their energy. */
final class MagnitudeL2 implements Criterion {
  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    return Scores.each(parameters.length, i -> parameters[i] * parameters[i]);
  }
}
