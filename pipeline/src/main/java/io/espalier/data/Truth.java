package io.espalier.data;

/** What a network should say, as the data says it. */
public enum Truth {
  /** One of several classes. */
  LABEL,
  /** A number or a vector. */
  NUMBERS,
  /** The next token, at every step. */
  NEXT_TOKEN;

  /** Whether outputs are probabilities over classes or tokens. */
  public boolean isCategorical() {
    return this != NUMBERS;
  }

  /** Whether there is one output for each step rather than one for the sequence. */
  public boolean isTimed() {
    return this == NEXT_TOKEN;
  }
}
