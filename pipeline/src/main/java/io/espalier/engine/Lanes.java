package io.espalier.engine;

/** The sequences under way, side by side; behind the end of each is padding. */
final class Lanes {
  private int[] lengths = {1};
  private int count = 1;
  private int steps = 1;

  /** Prepares for so many sequences and steps, all of them valid. */
  void reserve(int newCount, int newSteps) {
    count = newCount;
    steps = newSteps;
    if (lengths.length < count) {
      lengths = new int[count];
    }
    for (int lane = 0; lane < count; lane++) {
      lengths[lane] = steps;
    }
  }

  void length(int lane, int length) {
    lengths[lane] = length;
  }

  int count() {
    return count;
  }

  int steps() {
    return steps;
  }

  /** Whether a sequence has this step. */
  boolean has(int lane, int step) {
    return step < lengths[lane];
  }

  int length(int lane) {
    return lengths[lane];
  }
}
