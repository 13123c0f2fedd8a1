/**
 * How the numbers of several replicas become one, to the same bytes whichever way. Imports {@code
 * cluster.spark}.
 */
package io.espalier.cluster.reduce;
