/**
 * The only package that knows Hadoop: stages, checkpoints and shards on any Hadoop file system,
 * committed atomically. Imports hadoop-client, Parquet and Jackson.
 */
package io.espalier.store;
