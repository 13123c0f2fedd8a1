/**
 * Shards of a dataset as tasks read them, kept in memory between tasks. Imports {@code
 * cluster.spark}.
 */
package io.espalier.cluster.shards;
