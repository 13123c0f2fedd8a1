/**
 * Evidence of what matters, and how good a network is: a task for each shard, sums merged in order.
 * Imports {@code cluster.networks}, {@code cluster.shards} and {@code cluster.spark}.
 */
package io.espalier.cluster.judge;
