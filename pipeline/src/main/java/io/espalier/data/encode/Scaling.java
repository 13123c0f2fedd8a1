package io.espalier.data.encode;

import io.espalier.data.DatasetInfo.Normaliser;
import java.io.Serializable;

/**
 * Normalises columns of numbers and fills gaps.
 *
 * @param normaliser subtracted and divided out
 * @param fill stands for a value that is missing with none before it, not yet normalised
 */
record Scaling(Normaliser normaliser, double[] fill) implements Serializable {

  /** Rows {@code [row][column]} in which a missing number is the one before it. */
  double[] filled(double[] rows, int columns) {
    double[] filled = rows.clone();
    for (int i = 0; i < rows.length; i++) {
      if (Double.isNaN(filled[i])) {
        filled[i] = i >= columns ? filled[i - columns] : fill[i % columns];
      }
    }
    return filled;
  }

  /**
   * Rows {@code [row][column]} normalised; NaN stays.
   *
   * @param anchor subtracted from each column first
   */
  float[] scaled(double[] rows, double[] anchor) {
    float[] scaled = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int c = i % anchor.length;
      scaled[i] = normalised(rows[i] - anchor[c], c);
    }
    return scaled;
  }

  private float normalised(double value, int column) {
    return normaliser.isEmpty()
        ? (float) value
        : (float) ((value - normaliser.mean()[column]) / normaliser.deviation()[column]);
  }
}
