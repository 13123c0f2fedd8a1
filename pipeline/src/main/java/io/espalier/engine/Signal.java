package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import java.util.ArrayList;
import java.util.List;

/** What flows from one layer to the next: for each step a panel [rows][lanes]. */
public final class Signal implements LayerInput {
  private final int rows;
  private final Lanes lanes;
  private final int most;
  private final List<Panel> steps = new ArrayList<>();

  private Signal(int rows, Lanes lanes, int most) {
    this.rows = rows;
    this.lanes = lanes;
    this.most = most;
  }

  /** One that holds all steps. */
  public Signal(int rows, Lanes lanes) {
    this(rows, lanes, Integer.MAX_VALUE);
  }

  /** One in which each step takes the place of the one before. */
  static Signal ofLatestStep(int rows, Lanes lanes) {
    return new Signal(rows, lanes, 1);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Lanes lanes() {
    return lanes;
  }

  @Override
  public boolean isTokens() {
    return false;
  }

  /** Values of a step: rows times lanes. */
  public int size() {
    return rows * lanes.count();
  }

  @Override
  public Panel value(int step) {
    int place = Math.min(step, most - 1);
    while (steps.size() <= place) {
      steps.add(new Panel());
    }
    return steps.get(place).reserve(rows, lanes.count());
  }

  @Override
  public void multiply(int step, Projection weights, Panel z, Accumulate sum) {
    weights.forward(value(step), z, sum);
  }

  /** Writes the vectors of all valid steps, those of one lane together, and returns their end. */
  public int write(float[] into, int from) {
    int at = from;
    int count = lanes.count();
    for (int lane = 0; lane < count; lane++) {
      for (int step = 0; step < lanes.length(lane); step++) {
        float[] values = value(step).values();
        for (int row = 0; row < rows; row++) {
          into[at++] = values[row * count + lane];
        }
      }
    }
    return at;
  }

  /** Adds Σ|h| over all valid steps; row r counts for unit r modulo {@code units}. */
  public void addActivity(int units, double[] sums, int at) {
    int count = lanes.count();
    for (int step = 0; step < lanes.steps(); step++) {
      float[] values = value(step).values();
      for (int i = 0; i < size(); i++) {
        if (lanes.has(i % count, step)) {
          sums[at + i / count % units] += Math.abs(values[i]);
        }
      }
    }
  }

  @Override
  public void addSquares(double[] sums, int at) {
    addSquares(0, 0, sums, at);
  }

  /**
   * Adds Σx² of each row over valid steps but the first and last few.
   *
   * @param first step that counts
   * @param behind steps at the end of each sequence that do not count
   */
  public void addSquares(int first, int behind, double[] sums, int at) {
    int count = lanes.count();
    for (int step = first; step < lanes.steps() - behind; step++) {
      float[] values = value(step).values();
      for (int i = 0; i < size(); i++) {
        if (lanes.has(i % count, step + behind)) {
          sums[at + i / count] += (double) values[i] * values[i];
        }
      }
    }
  }

  @Override
  public void close() {
    steps.forEach(Panel::close);
  }
}
