/**
 * The only package that knows Spark: implements the interfaces of {@code run} with sharded
 * datasets, rounds, evidence jobs, evaluation and ordered reduction.
 */
package io.espalier.cluster;
