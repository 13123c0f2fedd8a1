package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/**
 * |w|·‖x‖₂ with x what the weight reads over all valid steps: the layer's input, or the previous
 * hidden state for recurrent weights (Sun et al. 2023, arXiv 2306.11695). What matrices read is on
 * scales of their own, so that they are compared after normalisation only.
 */
public record Wanda() implements Criterion {
  @Override
  public String name() {
    return "wanda";
  }

  @Override
  public Set<Probe> needs() {
    return Set.of(Probe.INPUT_SQUARE);
  }

  @Override
  public Normalisation normalisation() {
    return Normalisation.MATRIX;
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    Evidence.Sums squares = evidence.sums(Probe.INPUT_SQUARE);
    int[] rows = InputRows.ofParameters(layout);
    return Scores.each(
        parameters.length, i -> Math.abs(parameters[i]) * Math.sqrt(squares.at(rows[i])));
  }
}
