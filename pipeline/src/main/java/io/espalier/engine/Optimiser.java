package io.espalier.engine;

import java.util.function.IntToDoubleFunction;

/**
 * How parameters follow gradients.
 *
 * @param rule turns a gradient into a change
 * @param rate learning rate of each iteration, the first of which is 0
 * @param l2 times the weights is added to their gradient
 * @param decay times learning rate and weights is added to their change, decoupled from the
 *     gradient (Loshchilov and Hutter 2019, arXiv 1711.05101)
 * @param clip largest L2 norm of one layer's gradient; infinite for no clipping
 */
public record Optimiser(
    UpdateRule rule, IntToDoubleFunction rate, double l2, double decay, double clip) {}
