package io.espalier.model;

/** How the steps of a sequence become one vector; padded steps never count. */
public enum Pooling {
  /** Output of the last valid step; for a bidirectional layer, the last one of each direction. */
  LAST,
  /** Mean over valid steps. */
  MEAN,
  /** Maximum over valid steps. */
  MAX
}
