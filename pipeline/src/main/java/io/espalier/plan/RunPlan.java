package io.espalier.plan;

/**
 * @param name names the run's folder in the store
 * @param seed the only source of randomness
 * @param store URI or path of the store
 */
public record RunPlan(String name, long seed, String store) {}
