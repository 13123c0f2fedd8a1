package io.espalier.data;

/** The target columns of a long series, h steps after the end of a window. */
public record Forecast() implements Task {
  @Override
  public String name() {
    return "forecast";
  }

  @Override
  public Truth truth() {
    return Truth.NUMBERS;
  }

  @Override
  public Extent extent() {
    return Extent.SERIES;
  }
}
