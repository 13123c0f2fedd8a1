package io.espalier.data.generate;

/** Strings of {@link ReberGrammar#EMBEDDED}. */
public record EmbeddedReber() implements ReberStrings {
  @Override
  public String name() {
    return "embedded-reber";
  }

  @Override
  public ReberGrammar grammar() {
    return ReberGrammar.EMBEDDED;
  }
}
