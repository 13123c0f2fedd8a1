/**
 * Training: replicas that take steps and average. Imports {@code cluster.reduce}, {@code
 * cluster.judge}, {@code cluster.shards}, {@code cluster.networks} and {@code cluster.spark}.
 */
package io.espalier.cluster.rounds;
