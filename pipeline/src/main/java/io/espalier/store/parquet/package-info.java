/**
 * Reads raw data from Parquet files: what their columns are, whether they fit a plan, and their
 * rows as sequences. Imports hadoop-client and Parquet.
 */
package io.espalier.store.parquet;
