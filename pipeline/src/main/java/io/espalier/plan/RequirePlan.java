package io.espalier.plan;

import java.util.Map;
import java.util.Optional;

/**
 * What the last network must come to on test data, or it is not promoted.
 *
 * @param qualityLoss largest loss against the dense network; empty where it does not matter
 * @param metrics limits by name: the least of fractions such as accuracy, the most of others
 * @param parameters most that are not 0; 0 for any number
 * @param multiplyAdds most per time step with a weight that is not 0; 0 for any number
 */
public record RequirePlan(
    Optional<Double> qualityLoss, Map<String, Double> metrics, long parameters, long multiplyAdds) {
  /** Anything will do. */
  public static final RequirePlan NOTHING = new RequirePlan(Optional.empty(), Map.of(), 0, 0);

  public RequirePlan {
    metrics = Map.copyOf(metrics);
  }
}
