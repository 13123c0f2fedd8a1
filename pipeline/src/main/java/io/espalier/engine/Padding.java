package io.espalier.engine;

import io.espalier.kernel.LaneArrays;

/** Clears what stands behind the ends of sequences. */
public final class Padding {
  private static final float[] NONE = new float[0];

  private final Signal signal;
  private float[] tile = new float[0];
  private int tiled;

  /** Clears values of a signal's size. */
  public Padding(Signal signal) {
    this.signal = signal;
  }

  /** A new batch, or another pass over it. */
  public void start() {
    tiled = -1;
  }

  /** Clears padded lanes of [rows][lanes]. */
  void clear(int step, float[] values) {
    float[] valid = valid(step);
    if (valid.length > 0) {
      LaneArrays.multiply(values, valid, signal.size());
    }
  }

  /** 1 for what counts and 0 for padding, [rows][lanes]; empty where all counts. */
  public float[] valid(int step) {
    Lanes lanes = signal.lanes();
    if (!lanes.isPadded(step)) {
      return NONE;
    }
    int valid = lanes.valid(step);
    if (valid != tiled) {
      tile(step, signal.size());
      tiled = valid;
    }
    return tile;
  }

  /** Lanes only end, so that as many valid lanes are the same lanes. */
  private void tile(int step, int n) {
    Lanes lanes = signal.lanes();
    if (tile.length < n) {
      tile = new float[n];
    }
    for (int lane = 0; lane < lanes.count(); lane++) {
      tile[lane] = lanes.has(lane, step) ? 1f : 0f;
    }
    for (int filled = lanes.count(); filled < n; filled *= 2) {
      System.arraycopy(tile, 0, tile, filled, Math.min(filled, n - filled));
    }
  }
}
