package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/** Σ|g| over minibatches: how much the loss moves with the weight. */
public record Gradient() implements Criterion {
  @Override
  public String name() {
    return "gradient";
  }

  @Override
  public Set<Evidence.Kind> needs() {
    return Set.of(Evidence.Kind.GRADIENT_MAGNITUDE);
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    double[] magnitude = evidence.seen(Evidence.Kind.GRADIENT_MAGNITUDE);
    return Scores.each(parameters.length, i -> magnitude[i]);
  }
}
