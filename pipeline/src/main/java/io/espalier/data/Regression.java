package io.espalier.data;

/** A number or a vector for each sequence. */
public record Regression() implements Task {
  @Override
  public String name() {
    return "regression";
  }

  @Override
  public Truth truth() {
    return Truth.NUMBERS;
  }

  @Override
  public Extent extent() {
    return Extent.WHOLE;
  }
}
