/**
 * Networks on executors: sent once, kept in memory between tasks. Imports {@code cluster.spark}.
 */
package io.espalier.cluster.networks;
