package io.espalier.data;

/** One of several classes for each sequence. */
public record Classification() implements Task {
  @Override
  public String name() {
    return "classification";
  }

  @Override
  public Truth truth() {
    return Truth.LABEL;
  }

  @Override
  public Extent extent() {
    return Extent.WHOLE;
  }
}
