package io.espalier.store.parquet;

import java.util.Arrays;
import org.apache.parquet.io.api.Binary;

/**
 * Gathers the values of one column in one row. A column inside lists has several, of which each
 * innermost list is a run; in a single value's place there is one value or none.
 */
abstract class Sink {
  private final int depth;
  private boolean isPresent;
  private int[] ends = new int[8];
  private int runs;
  private int mark;

  /**
   * @param depth number of lists that the values are in
   */
  Sink(int depth) {
    this.depth = depth;
  }

  /** Begins a row. */
  void reset() {
    isPresent = false;
    runs = 0;
    mark = 0;
  }

  /** Notes that the column has something in this row. */
  final void present() {
    isPresent = true;
  }

  /** Notes that an element of a list ended, which is null if it brought no value. */
  final void endElement(int level) {
    if (level < depth) {
      if (runs == ends.length) {
        ends = Arrays.copyOf(ends, 2 * runs);
      }
      ends[runs++] = size();
    } else if (size() == mark) {
      addMissing();
    }
    mark = size();
  }

  final int depth() {
    return depth;
  }

  final boolean isPresent() {
    return isPresent;
  }

  /** Number of elements of the outer of two lists. */
  final int runs() {
    return runs;
  }

  /** Whether the inner lists are all of one length. */
  final boolean isEven() {
    for (int run = 0; run < runs; run++) {
      if ((long) ends[run] * runs != (long) (run + 1) * size()) {
        return false;
      }
    }
    return true;
  }

  /** Number of values. */
  abstract int size();

  abstract void addMissing();

  abstract void add(long value);

  abstract void add(double value);

  abstract void add(boolean value);

  abstract void add(Binary value);
}
