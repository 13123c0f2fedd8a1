package io.espalier.data.raw;

import io.espalier.data.RawTarget;
import io.espalier.data.Task;

/** What the one label cell of a row means for a task. */
final class Labels {
  private final Task task;
  private final Numbers numbers;

  Labels(ReadOptions options) {
    this.task = options.task();
    this.numbers = new Numbers(options);
  }

  /** A class, the number to predict, or nothing. */
  RawTarget target(String cell) throws Numbers.BadCell {
    return switch (task.truth()) {
      case LABEL -> RawTarget.label(label(cell));
      case NUMBERS -> RawTarget.numbers(numbers.number(cell, "the target"));
      case NEXT_TOKEN -> RawTarget.NONE;
    };
  }

  /** The name of a class, which must be there. */
  String label(String cell) throws Numbers.BadCell {
    return present(cell, "the label");
  }

  /** A token, which must be there; a marker that is punctuation alone is a token. */
  String token(String cell, String column) throws Numbers.BadCell {
    boolean isPunctuation = cell.codePoints().noneMatch(Character::isLetterOrDigit);
    return isPunctuation && !cell.isEmpty() ? cell : present(cell, "the token in " + column);
  }

  /** A text that must be there. */
  String present(String cell, String what) throws Numbers.BadCell {
    if (cell.isEmpty()) {
      throw new Numbers.BadCell(what + " is empty");
    }
    if (numbers.isMissing(cell)) {
      throw new Numbers.BadCell(
          "%s is missing: '%s' is among data.source.missing-markers".formatted(what, cell));
    }
    return cell;
  }
}
