package io.espalier.store.parquet;

/** What the values of a single feature column are. */
public enum Elements {
  NUMBERS,
  TOKENS,
  /** Numbers or tokens, whichever the column's type suggests. */
  BY_TYPE
}
