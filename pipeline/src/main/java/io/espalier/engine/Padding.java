package io.espalier.engine;

import io.espalier.kernel.LstmStep;

/** Clears what stands behind the ends of sequences. */
final class Padding {
  private final Signal signal;
  private float[] tile = new float[0];
  private int tiled;

  /** Clears values of a signal's size. */
  Padding(Signal signal) {
    this.signal = signal;
  }

  /** A new batch, or another pass over it. */
  void start() {
    tiled = -1;
  }

  /** Clears padded lanes in so many blocks, one after another, of the signal's rows. */
  void clear(int step, float[] values, int blocks) {
    BatchShape shape = signal.shape();
    if (!shape.isPadded(step)) {
      return;
    }
    int n = signal.rows() * shape.size();
    int valid = shape.valid(step);
    if (valid != tiled) {
      tile(step, n);
      tiled = valid;
    }
    for (int block = 0; block < blocks; block++) {
      LstmStep.multiply(values, block * n, tile, n);
    }
  }

  /** Lanes only end, so that as many valid lanes are the same lanes. */
  private void tile(int step, int n) {
    BatchShape shape = signal.shape();
    if (tile.length < n) {
      tile = new float[n];
    }
    for (int lane = 0; lane < shape.size(); lane++) {
      tile[lane] = step < shape.length(lane) ? 1f : 0f;
    }
    for (int filled = shape.size(); filled < n; filled *= 2) {
      System.arraycopy(tile, 0, tile, filled, Math.min(filled, n - filled));
    }
  }
}
