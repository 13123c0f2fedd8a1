package io.espalier.data.raw;

import io.espalier.data.FloatRange;
import io.espalier.data.NumericOrder;
import java.util.regex.Pattern;

/** Reads numbers of raw data. */
final class Numbers {
  private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+([eE][+-]?[0-9]+)?");
  private static final Pattern INFINITE =
      Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

  private final ReadOptions.Gaps gaps;
  private final MissingMarkers missing;
  private final boolean hasComma;

  Numbers(ReadOptions options) {
    Dialect.Notation notation = options.columns().dialect().notation();
    this.gaps = options.gaps();
    this.missing = new MissingMarkers(notation.missing());
    this.hasComma = notation.decimal().equals(",");
  }

  /** A cell that cannot be used; the message is the reason. */
  static final class BadCell extends Exception {
    BadCell(String reason) {
      super(reason, null, false, false);
    }
  }

  /** Whether the cell is one of the ways to write that a value is missing. */
  boolean isMissing(String cell) {
    return missing.contains(cell);
  }

  /** Whether the cell is a finite number. */
  boolean isNumber(String cell) {
    return NumericOrder.isNumber(pointed(cell));
  }

  /** Whether the cell is meant as a number, if one that cannot be used. */
  boolean resembles(String cell) {
    return isNumber(cell)
        || NumericOrder.isNumber(cell)
        || INFINITE.matcher(cell).matches()
        || COMMA.matcher(cell).matches();
  }

  /** The number in a cell; NaN for a missing one where gaps are kept. */
  double feature(String cell, String column) throws BadCell {
    if (isMissing(cell)) {
      if (gaps == ReadOptions.Gaps.FAIL) {
        throw new BadCell(
            "missing value in %s; data.missing = forward-fill would fill it".formatted(column));
      }
      return Double.NaN;
    }
    return number(cell, column);
  }

  /** The number in a cell, which must be there. */
  double number(String cell, String column) throws BadCell {
    if (isMissing(cell)) {
      throw new BadCell("missing value in %s".formatted(column));
    }
    if (isNumber(cell)) {
      double number = Double.parseDouble(pointed(cell));
      if (!FloatRange.holds(number)) {
        throw new BadCell(FloatRange.complaint(shortened(cell), column));
      }
      return number;
    }
    if (INFINITE.matcher(cell).matches()) {
      throw new BadCell("infinite value in %s".formatted(column));
    }
    throw new BadCell(
        "'%s' in %s is not a number%s".formatted(shortened(cell), column, hint(cell)));
  }

  /** The cell with a point as decimal mark; what is no number with commas stays none. */
  private String pointed(String cell) {
    return !hasComma ? cell : cell.indexOf('.') >= 0 ? "" : cell.replace(',', '.');
  }

  private String hint(String cell) {
    return !hasComma && COMMA.matcher(cell).matches()
        ? "; data.source.decimal = \",\" would read it"
        : hasComma && NumericOrder.isNumber(cell) ? " with data.source.decimal = \",\"" : "";
  }

  private static String shortened(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "…";
  }
}
