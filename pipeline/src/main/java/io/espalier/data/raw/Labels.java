package io.espalier.data.raw;

import io.espalier.data.RawTarget;
import io.espalier.data.Task;

/** What the one label cell of a row means for a task. */
final class Labels {
  private Labels() {}

  /** A class, the number to predict, or nothing. */
  static RawTarget target(Task task, String cell) throws Numbers.BadCell {
    return switch (task.truth()) {
      case LABEL -> {
        if (cell.isEmpty()) {
          throw new Numbers.BadCell("the label is empty");
        }
        yield RawTarget.label(cell);
      }
      case NUMBERS -> RawTarget.numbers(Numbers.number(cell, "the target"));
      case NEXT_TOKEN -> RawTarget.NONE;
    };
  }
}
