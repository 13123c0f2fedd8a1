package io.espalier.store.parquet;

import io.espalier.store.SourceFile;
import java.io.Serializable;

/**
 * Row groups of a raw Parquet file that follow one another.
 *
 * @param from first row group
 * @param to one past the last
 * @param firstRow number of the first row in the file, from 0
 */
public record TablePart(SourceFile file, int from, int to, long firstRow) implements Serializable {}
