package io.espalier.data;

import io.espalier.data.DatasetInfo.Normaliser;
import java.io.Serializable;

/**
 * Normalises columns of numbers and fills gaps.
 *
 * @param normaliser subtracted and divided out
 * @param fill stands for a value that is missing with none before it, not yet normalised
 */
record Scaling(Normaliser normaliser, float[] fill) implements Serializable {

  /** Rows {@code [row][column]} normalised; a missing number is the one before it. */
  float[] apply(double[] rows, int columns) {
    float[] scaled = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int c = i % columns;
      if (!Double.isNaN(rows[i])) {
        scaled[i] = normalised(rows[i], c);
      } else {
        scaled[i] = i >= columns ? scaled[i - columns] : normalised(fill[c], c);
      }
    }
    return scaled;
  }

  /** One row of numbers normalised; NaN stays. */
  float[] row(double[] rows, int columns, int row) {
    float[] scaled = new float[columns];
    for (int c = 0; c < columns; c++) {
      scaled[c] = normalised(rows[row * columns + c], c);
    }
    return scaled;
  }

  private float normalised(double value, int column) {
    return normaliser.isEmpty()
        ? (float) value
        : (float) ((value - normaliser.mean()[column]) / normaliser.deviation()[column]);
  }
}
