package io.espalier.model;

import java.util.List;

/**
 * What the user gave cannot be worked with. Each problem is one sentence: what, the value, the
 * legal range, where it came from, what to do. The command line prints them and exits with 2.
 */
public final class InputException extends RuntimeException {
  private final List<String> problems;

  public InputException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public InputException(String problem) {
    this(List.of(problem));
  }

  /** At least one problem. */
  public List<String> problems() {
    return problems;
  }
}
