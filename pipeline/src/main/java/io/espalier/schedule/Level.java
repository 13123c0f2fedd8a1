package io.espalier.schedule;

/**
 * One step of a schedule.
 *
 * @param index 1 for the first level
 * @param sparsity fraction pruned of what the dense network could lose, in [0, 1)
 */
public record Level(int index, double sparsity) {}
