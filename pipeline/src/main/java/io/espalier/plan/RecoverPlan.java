package io.espalier.plan;

import java.util.Map;

/**
 * How a pruned network is fine-tuned at each level.
 *
 * @param epochs at most
 * @param patience as in training
 * @param learningRate 0 for the one of training
 * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left
 * @param objective what is minimised
 * @param rewind what it starts from
 */
public record RecoverPlan(
    int epochs,
    int patience,
    double learningRate,
    double sparseAbove,
    ObjectivePlan objective,
    RewindPlan rewind) {

  /** What of it can change the network, whatever it learns and starts from. */
  public Map<String, Object> decisive() {
    return Map.of(
        "epochs", epochs,
        "patience", patience,
        "learning-rate", learningRate,
        "sparse-above", sparseAbove);
  }
}
