package io.espalier.engine;

import io.espalier.data.Sequence;
import java.util.List;

/** The sequences under way, side by side, one in each lane; behind the end of each is padding. */
public final class Lanes {
  private int[] lengths = {1};
  private int count = 1;
  private int steps = 1;
  private int shortest = 1;

  /** Takes over the lengths of sequences. */
  public void fit(List<Sequence> sequences) {
    int longest = 0;
    for (int lane = 0; lane < sequences.size(); lane++) {
      longest = Math.max(longest, sequences.get(lane).steps());
    }
    fit(sequences.size(), longest);
    for (int lane = 0; lane < count; lane++) {
      lengths[lane] = sequences.get(lane).steps();
      shortest = Math.min(shortest, lengths[lane]);
    }
  }

  /** As many lanes of so many steps. */
  public void fit(int newCount, int newSteps) {
    count = newCount;
    steps = newSteps;
    shortest = newSteps;
    if (lengths.length < count) {
      lengths = new int[count];
    }
    for (int lane = 0; lane < count; lane++) {
      lengths[lane] = steps;
    }
  }

  /** Number of lanes. */
  public int count() {
    return count;
  }

  /** Length of the longest. */
  public int steps() {
    return steps;
  }

  public int length(int lane) {
    return lengths[lane];
  }

  /** Whether a lane has not ended before a step. */
  public boolean has(int lane, int step) {
    return step < lengths[lane];
  }

  /** Whether some lane has ended before a step. */
  boolean isPadded(int step) {
    return step >= shortest;
  }

  /** Lanes that have not ended before a step. */
  int valid(int step) {
    int valid = 0;
    for (int lane = 0; lane < count; lane++) {
      valid += step < lengths[lane] ? 1 : 0;
    }
    return valid;
  }
}
