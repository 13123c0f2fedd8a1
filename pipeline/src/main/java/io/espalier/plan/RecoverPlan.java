package io.espalier.plan;

/**
 * How a pruned network is fine-tuned at each level.
 *
 * @param epochs at most
 * @param patience as in training
 * @param learningRate 0 for the one of training
 */
public record RecoverPlan(int epochs, int patience, double learningRate) {}
