package io.espalier.data;

import java.io.Serializable;

/**
 * What the raw data says about a sequence.
 *
 * @param label name of its class; empty where there is none
 * @param numbers to predict, {@code [row][column]} with one row for the sequence or one for each
 *     step; empty where there are none
 * @param width numbers in a row
 */
public record RawTarget(String label, double[] numbers, int width) implements Serializable {
  /** Nothing is said: language models, or data to be predicted. */
  public static final RawTarget NONE = new RawTarget("", new double[0], 0);

  /** A class. */
  public static RawTarget label(String label) {
    return new RawTarget(label, new double[0], 0);
  }

  /** Numbers for the whole sequence. */
  public static RawTarget numbers(double... numbers) {
    return new RawTarget("", numbers, numbers.length);
  }

  /** Whether nothing is said. */
  public boolean isUnknown() {
    return label.isEmpty() && width == 0;
  }

  /** Number of rows of numbers. */
  public int rows() {
    return width == 0 ? 0 : numbers.length / width;
  }
}
