package io.espalier.data.raw;

import io.espalier.data.RowOrigin;
import java.util.List;

/**
 * One row of a columnar file, in the columns that are asked for.
 *
 * @param origin its file, and its number there from 1
 * @param id as text; empty if missing or not asked for, as are label and order
 * @param input a cell for each feature column, or the one of tokens
 * @param target a cell for each column to predict
 */
public record ColumnarRow(
    RowOrigin origin,
    String id,
    String label,
    String order,
    List<Cells> input,
    List<Cells> target) {}
