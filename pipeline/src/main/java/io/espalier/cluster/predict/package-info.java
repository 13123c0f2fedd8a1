/**
 * What a network says about data, as Parquet. Imports {@code cluster.prepare}, {@code
 * cluster.networks} and {@code cluster.spark}.
 */
package io.espalier.cluster.predict;
