package io.espalier.data;

/** What a network learns to say about a sequence. */
public enum Task {
  /** One of several classes for each sequence. */
  CLASSIFICATION,
  /** The next token at every step; sequences are independent windows from zero state. */
  LANGUAGE_MODEL,
  /** A number or a vector for each sequence. */
  REGRESSION,
  /** The target columns of a long series, h steps after the end of a window. */
  FORECAST;

  /** Whether outputs are probabilities over classes or tokens. */
  public boolean isCategorical() {
    return this == CLASSIFICATION || this == LANGUAGE_MODEL;
  }
}
