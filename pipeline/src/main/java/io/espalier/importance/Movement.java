package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/**
 * −Σw·g over the steps of the training before: weights that training moves away from 0 matter, and
 * those that it moves towards 0 do not, whatever their size (Sanh, Wolf & Rush 2020, arXiv
 * 2005.07683). The mean over replicas, each with its own steps. Below 0 for weights that shrink.
 */
public record Movement() implements Criterion {
  @Override
  public String name() {
    return "movement";
  }

  @Override
  public Set<Probe> needs() {
    return Set.of(Probe.MOVEMENT);
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    return Scores.each(parameters.length, evidence.sums(Probe.MOVEMENT)::at);
  }
}
