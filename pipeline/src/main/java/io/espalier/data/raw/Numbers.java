package io.espalier.data.raw;

import io.espalier.data.FloatRange;
import io.espalier.data.NumericOrder;
import java.util.Locale;
import java.util.Set;

/** Reads numbers of raw data. */
final class Numbers {
  private static final Set<String> MISSING = Set.of("", "?", "nan", "na", "null");

  private final ReadOptions.Gaps gaps;

  Numbers(ReadOptions.Gaps gaps) {
    this.gaps = gaps;
  }

  /** A cell that cannot be used; the message is the reason. */
  static final class BadCell extends Exception {
    BadCell(String reason) {
      super(reason, null, false, false);
    }
  }

  /** Whether the cell is one of the ways to write a missing number. */
  static boolean isMissing(String cell) {
    return MISSING.contains(cell.toLowerCase(Locale.ROOT));
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
  static double number(String cell, String column) throws BadCell {
    if (NumericOrder.isNumber(cell)) {
      double number = Double.parseDouble(cell);
      if (!FloatRange.holds(number)) {
        throw new BadCell(FloatRange.complaint(shortened(cell), column));
      }
      return number;
    }
    if (isMissing(cell)) {
      throw new BadCell("missing value in %s".formatted(column));
    }
    if (cell.toLowerCase(Locale.ROOT).contains("inf")) {
      throw new BadCell("infinite value in %s".formatted(column));
    }
    throw new BadCell("'%s' in %s is not a number".formatted(shortened(cell), column));
  }

  private static String shortened(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "…";
  }
}
