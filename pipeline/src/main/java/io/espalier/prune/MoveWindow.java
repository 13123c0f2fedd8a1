package io.espalier.prune;

import io.espalier.prune.MaskCourse.Moment;

/**
 * When a mask moves: after every so many rounds from one epoch to another, and at the end of it.
 *
 * @param start epochs done when it begins
 * @param end epochs done at the last move, more than {@code start}
 * @param every rounds between two moves, at least 1
 */
public record MoveWindow(int start, int end, int every) {
  public MoveWindow {
    if (start < 0 || end <= start || every < 1) {
      throw new IllegalArgumentException(
          "a mask cannot move every %d rounds from epoch %d to %d".formatted(every, start, end));
    }
  }

  boolean isDue(Moment now) {
    return now.epochs() == end
        || (now.epochs() > start && now.epochs() < end && now.round() % every == 0);
  }

  int roundsUntilNext(Moment now) {
    return now.epochs() < end ? every - now.round() % every : Integer.MAX_VALUE;
  }

  /** The part of the window that has gone by, in [0, 1]. */
  double gone(Moment now) {
    return Math.max(0, Math.min(1, (now.epochs() - start) / (end - start)));
  }
}
