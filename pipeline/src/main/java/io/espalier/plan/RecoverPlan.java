package io.espalier.plan;

/**
 * How a pruned network is fine-tuned at each level.
 *
 * @param epochs at most
 * @param patience as in training
 * @param learningRate 0 for the one of training
 * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left
 */
public record RecoverPlan(int epochs, int patience, double learningRate, double sparseAbove) {}
