package io.espalier.data.generate;

/** Strings of {@link ReberGrammar#SIMPLE}. */
public record Reber() implements ReberStrings {
  @Override
  public String name() {
    return "reber";
  }

  @Override
  public ReberGrammar grammar() {
    return ReberGrammar.SIMPLE;
  }
}
