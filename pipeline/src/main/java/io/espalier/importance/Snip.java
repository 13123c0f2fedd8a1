package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/** |w·Σg|: connection sensitivity (Lee, Ajanthan & Torr 2019, SNIP, arXiv 1810.02340). */
public record Snip() implements Criterion {
  @Override
  public String name() {
    return "snip";
  }

  @Override
  public Set<Probe> needs() {
    return Set.of(Probe.GRADIENT);
  }

  @Override
  public Normalisation normalisation() {
    return Normalisation.MATRIX;
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    Evidence.Sums gradient = evidence.sums(Probe.GRADIENT);
    return Scores.each(parameters.length, i -> Math.abs(parameters[i] * gradient.at(i)));
  }
}
