package io.espalier.engine;

import io.espalier.data.Batch;
import java.util.Arrays;

/** The sizes of the batch under way: a lane for each sequence, its padding behind it. */
final class BatchShape {
  private int[] lengths = new int[0];
  private int size;
  private int steps;
  private int shortest;

  /** Takes over a batch's sizes. */
  void fit(Batch batch) {
    reserve(batch.size());
    steps = batch.steps();
    shortest = steps;
    for (int lane = 0; lane < size; lane++) {
      lengths[lane] = batch.sequences().get(lane).steps();
      shortest = Math.min(shortest, lengths[lane]);
    }
  }

  /** As many lanes of a single step. */
  void fitVectors(Batch batch) {
    reserve(batch.size());
    Arrays.fill(lengths, 0, size, 1);
    steps = 1;
    shortest = 1;
  }

  private void reserve(int lanes) {
    size = lanes;
    if (lengths.length < lanes) {
      lengths = new int[lanes];
    }
  }

  /** Number of lanes. */
  int size() {
    return size;
  }

  int steps() {
    return steps;
  }

  int length(int lane) {
    return lengths[lane];
  }

  /** Whether some lane has ended before a step. */
  boolean isPadded(int step) {
    return step >= shortest;
  }

  /** Lanes that have not ended before a step. */
  int valid(int step) {
    int valid = 0;
    for (int lane = 0; lane < size; lane++) {
      valid += step < lengths[lane] ? 1 : 0;
    }
    return valid;
  }
}
