package io.espalier.data.encode;

import io.espalier.data.BadRow;
import io.espalier.data.Extent;
import io.espalier.data.FloatRange;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Cuts whole raw sequences to their first steps and turns those that are too short away.
 *
 * @param task what the data is for
 * @param maximumSteps steps that are kept; 0 for all
 * @param window steps of a window of a series
 * @param horizon steps from a window's end to its target
 */
public record Intake(Task task, int maximumSteps, int window, int horizon) implements Serializable {

  /** The sequence as it is used, or why it cannot be. */
  public Parsed accept(RawSequence raw) {
    int extra = task.truth() == Truth.NEXT_TOKEN ? 1 : 0;
    RawSequence kept = maximumSteps > 0 ? raw.first(maximumSteps + extra) : raw;
    if (kept.length() == 0) {
      return new BadRow(raw.origin(), "a sequence of length 0");
    }
    if (task.truth() == Truth.NEXT_TOKEN && kept.length() < 2) {
      return new BadRow(
          raw.origin(), "a sequence of one token; a language model needs at least two");
    }
    if (task.extent() == Extent.SERIES && kept.length() < window + horizon) {
      return new BadRow(
          raw.origin(),
          "the series has %d steps; a window of %d and a horizon of %d need %d"
              .formatted(kept.length(), window, horizon, window + horizon));
    }
    return Stream.of(kept.values(), kept.target().numbers())
        .flatMapToDouble(Arrays::stream)
        .filter(value -> !FloatRange.holds(value))
        .mapToObj(value -> FloatRange.complaint(String.valueOf(value), "the sequence"))
        .findFirst()
        .<Parsed>map(reason -> new BadRow(raw.origin(), reason))
        .orElse(kept);
  }
}
