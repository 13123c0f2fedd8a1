package io.espalier.data.encode;

import io.espalier.data.RawTarget;
import io.espalier.data.Target;
import java.util.Arrays;

/** A long series with its gaps filled, of which windows and targets are encoded one by one. */
final class EncodedSeries {
  private final double[] rows;
  private final int columns;
  private final RawTarget truth;
  private final Encoding encoding;

  EncodedSeries(double[] rows, int columns, RawTarget truth, Encoding encoding) {
    this.rows = rows;
    this.columns = columns;
    this.truth = truth;
    this.encoding = encoding;
  }

  /** The feature vectors from step {@code start} to step {@code last}, {@code [time][feature]}. */
  float[] window(int start, int last) {
    return encoding
        .features()
        .scaled(
            Arrays.copyOfRange(rows, start * columns, (last + 1) * columns),
            encoding.output().anchor().at(rows, columns, last));
  }

  /**
   * The numbers to predict at a step, NaN where one is missing; unknown where there are none.
   *
   * @param last step of the window that they are predicted from
   */
  Target target(int last, int step) {
    if (truth.isUnknown()) {
      return new Target.Unknown();
    }
    double[] anchor = encoding.output().anchor().at(rows, columns, last);
    int width = truth.width();
    double[] subtracted = new double[width];
    for (int c = 0; c < encoding.observed().length; c++) {
      subtracted[c] = anchor[encoding.observed()[c]];
    }
    double[] numbers = Arrays.copyOfRange(truth.numbers(), step * width, (step + 1) * width);
    return new Target.Values(encoding.targets().scaled(numbers, subtracted));
  }
}
