/** From raw files to sharded Parquet. Imports {@code cluster.shards} and {@code cluster.spark}. */
package io.espalier.cluster.prepare;
