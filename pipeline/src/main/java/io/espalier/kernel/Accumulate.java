package io.espalier.kernel;

/** What becomes of the values that stand where a product is written. */
public enum Accumulate {
  /** The product replaces them. */
  REPLACE,
  /** The product is added to them. */
  ADD
}
