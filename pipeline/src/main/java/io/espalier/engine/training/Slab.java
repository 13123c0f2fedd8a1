package io.espalier.engine.training;

import io.espalier.kernel.Panel;

/**
 * The panels of several steps side by side, as one panel of more lanes. A single step is not
 * copied.
 */
final class Slab implements AutoCloseable {
  private final Panel joined = new Panel();
  private Panel single = joined;
  private int steps;
  private int filled;

  /** Starts anew, for panels of so many steps. */
  void open(int newSteps) {
    steps = newSteps;
    filled = 0;
  }

  void add(Panel panel) {
    single = panel;
    if (steps > 1) {
      int lanes = panel.lanes();
      int width = steps * lanes;
      joined.reserve(panel.rows(), width);
      float[] from = panel.values();
      float[] into = joined.overwrite();
      for (int row = 0; row < panel.rows(); row++) {
        System.arraycopy(from, row * lanes, into, row * width + filled * lanes, lanes);
      }
    }
    filled++;
  }

  /** Whether all steps are there. */
  boolean isFull() {
    return filled == steps;
  }

  /** All steps, once they are there. */
  Panel panel() {
    return steps > 1 ? joined : single;
  }

  @Override
  public void close() {
    joined.close();
  }
}
