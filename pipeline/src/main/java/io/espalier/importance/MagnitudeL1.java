package io.espalier.importance;

import io.espalier.model.ParameterLayout;

/** |w| (Han et al. 2015, arXiv 1506.02626). */
final class MagnitudeL1 implements Criterion {
  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    return Scores.each(parameters.length, i -> Math.abs(parameters[i]));
  }
}
