package io.espalier.data;

import java.util.Arrays;

/** What the numbers of a forecast's window and its target are relative to. */
public enum Anchor {
  /** Nothing: they are levels. */
  NONE {
    @Override
    public double[] at(double[] rows, int columns, int last) {
      return new double[columns];
    }

    @Override
    public double[] mean(double[] levels) {
      return levels;
    }
  },
  /**
   * The window's last step, so that a network predicts the change from there and a level that
   * drifts away from the training data does no harm (NLinear: Zeng, Chen, Zhang and Xu 2022, arXiv
   * 2205.13504).
   */
  LAST_STEP {
    @Override
    public double[] at(double[] rows, int columns, int last) {
      return Arrays.copyOfRange(rows, last * columns, (last + 1) * columns);
    }

    @Override
    public double[] mean(double[] levels) {
      return new double[levels.length];
    }
  };

  /** What is subtracted from each column of {@code [time][column]} in a window. */
  public abstract double[] at(double[] rows, int columns, int last);

  /** What a normaliser subtracts besides, where the levels have these means. */
  public abstract double[] mean(double[] levels);
}
