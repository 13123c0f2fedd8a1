package io.espalier.cluster.prepare;

import io.espalier.data.BadRow;
import io.espalier.data.Extent;
import io.espalier.data.FloatRange;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.Truth;
import io.espalier.data.raw.ReadOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Makes raw sequences of rows of Parquet files; a row's line is its number in the file, from 1.
 * They have no target where no column of it is named.
 */
final class ParquetColumns implements Serializable {
  private final ReadOptions options;
  private final boolean hasTokens;

  ParquetColumns(ReadOptions options, boolean hasTokens) {
    this.options = options;
    this.hasTokens = hasTokens;
  }

  /** Columns that are read. */
  List<String> names() {
    ReadOptions.Columns columns = options.columns();
    List<String> names = new ArrayList<>(columns.input());
    if (!columns.id().isEmpty()) {
      names.add(columns.id());
    }
    if (hasLabel()) {
      names.add(columns.label());
    }
    if (hasTargets()) {
      names.addAll(columns.target());
    }
    return names.stream().distinct().toList();
  }

  private boolean hasLabel() {
    return options.task().truth() == Truth.LABEL && !options.columns().label().isEmpty();
  }

  private boolean hasTargets() {
    return options.task().truth() == Truth.NUMBERS && !options.columns().target().isEmpty();
  }

  /** A row with the columns {@link #names()}, and its file's name and path and its number. */
  Parsed parse(Row row, Map<String, String> files) {
    int width = names().size();
    String file =
        files.getOrDefault(ParquetSource.pathOf(row.getString(width + 1)), row.getString(width));
    RowOrigin origin = new RowOrigin(file, row.getLong(width + 2) + 1);
    try {
      String column = options.columns().id();
      String id =
          column.isEmpty()
              ? RawSequence.numbered(file, origin.line())
              : text(row, column, "the id");
      RawTarget target = target(row);
      if (hasTokens) {
        return RawSequence.ofTokens(id, origin, tokens(row), target);
      }
      double[] values = values(row, options.columns().input(), options.gaps());
      return values.length == 0
          ? new BadRow(origin, "a sequence of length 0")
          : RawSequence.ofValues(id, origin, values, options.columns().input().size(), target);
    } catch (BadValue e) {
      return new BadRow(origin, e.getMessage());
    }
  }

  private RawTarget target(Row row) throws BadValue {
    if (hasLabel()) {
      return RawTarget.label(text(row, options.columns().label(), "the label"));
    }
    if (!hasTargets()) {
      return RawTarget.NONE;
    }
    List<String> columns = options.columns().target();
    if (options.task().extent() == Extent.SERIES) {
      return new RawTarget("", values(row, columns, options.gaps()), columns.size());
    }
    List<Double> numbers = new ArrayList<>();
    for (String column : columns) {
      Object value = row.get(row.fieldIndex(column));
      for (Object each :
          value instanceof Seq<?> ? row.getList(row.fieldIndex(column)) : single(value)) {
        numbers.add(number(each, column, ReadOptions.Gaps.FAIL));
      }
    }
    return RawTarget.numbers(numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static List<Object> single(Object value) {
    List<Object> list = new ArrayList<>();
    list.add(value);
    return list;
  }

  private String[] tokens(Row row) throws BadValue {
    String column = options.columns().input().get(0);
    List<Object> cells = cells(row, column);
    String[] tokens = new String[cells.size()];
    for (int t = 0; t < tokens.length; t++) {
      if (cells.get(t) == null) {
        throw new BadValue("a missing token in " + column);
      }
      tokens[t] = cells.get(t).toString();
    }
    return tokens;
  }

  private static double[] values(Row row, List<String> columns, ReadOptions.Gaps gaps)
      throws BadValue {
    int width = columns.size();
    double[] values = new double[cells(row, columns.get(0)).size() * width];
    for (int c = 0; c < width; c++) {
      List<Object> cells = cells(row, columns.get(c));
      if (cells.size() * width != values.length) {
        throw new BadValue(
            "%s has %d values and %s has %d"
                .formatted(columns.get(c), cells.size(), columns.get(0), values.length / width));
      }
      for (int t = 0; t < cells.size(); t++) {
        values[t * width + c] = number(cells.get(t), columns.get(c), gaps);
      }
    }
    return values;
  }

  private static List<Object> cells(Row row, String column) throws BadValue {
    int index = row.fieldIndex(column);
    if (row.isNullAt(index)) {
      throw new BadValue("no value in " + column);
    }
    return row.getList(index);
  }

  private static double number(Object cell, String column, ReadOptions.Gaps gaps) throws BadValue {
    double value = cell instanceof Number number ? number.doubleValue() : Double.NaN;
    if (Double.isInfinite(value)) {
      throw new BadValue("infinite value in " + column);
    }
    if (!FloatRange.holds(value)) {
      throw new BadValue(FloatRange.complaint(String.valueOf(value), column));
    }
    if (Double.isNaN(value) && gaps == ReadOptions.Gaps.FAIL) {
      throw new BadValue("missing value in " + column);
    }
    return value;
  }

  private static String text(Row row, String column, String what) throws BadValue {
    int index = row.fieldIndex(column);
    String text = row.isNullAt(index) ? "" : row.get(index).toString();
    if (text.isEmpty()) {
      throw new BadValue(what + " is empty");
    }
    return text;
  }

  /** A value that cannot be used; the message is the reason. */
  private static final class BadValue extends Exception {
    private BadValue(String reason) {
      super(reason, null, false, false);
    }
  }
}
