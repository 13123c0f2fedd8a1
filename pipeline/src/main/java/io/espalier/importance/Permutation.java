package io.espalier.importance;

import io.espalier.model.InputFeatures;
import io.espalier.model.ParameterLayout;
import java.util.Set;

/**
 * By how much the loss grows when a feature is that of another sequence, its time order kept
 * (Breiman 2001; Fisher, Rudin & Dominici 2019, arXiv 1801.01489). It ranks whole input features;
 * every weight that reads one has its score, which is below 0 where the feature misleads.
 */
public record Permutation() implements Criterion {
  @Override
  public String name() {
    return "permutation";
  }

  @Override
  public Set<Probe> needs() {
    return Set.of(Probe.PERMUTED_LOSS);
  }

  @Override
  public Ranks ranks() {
    return Ranks.INPUT_FEATURES;
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    Evidence.Sums growth = evidence.sums(Probe.PERMUTED_LOSS);
    float[] scores = new float[parameters.length];
    InputFeatures features = InputFeatures.of(layout);
    features.forEach((feature, parameter) -> scores[parameter] = (float) growth.at(feature));
    return Scores.of(scores);
  }
}
