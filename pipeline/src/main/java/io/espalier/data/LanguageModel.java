package io.espalier.data;

/** The next token at every step; sequences are independent windows from zero state. */
public record LanguageModel() implements Task {
  @Override
  public String name() {
    return "language-model";
  }

  @Override
  public Truth truth() {
    return Truth.NEXT_TOKEN;
  }

  @Override
  public Extent extent() {
    return Extent.TOKENS;
  }
}
