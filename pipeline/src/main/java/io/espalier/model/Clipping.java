package io.espalier.model;

import java.io.Serializable;

/**
 * What keeps the gradient of a layer in bounds, before its optimiser sees it.
 *
 * @param kind of bound
 * @param threshold of the kinds that have one
 */
public record Clipping(Kind kind, double threshold) implements Serializable {
  public static final Clipping NONE = new Clipping(Kind.NONE, 1);

  /** The bounds; norms are L2. */
  public enum Kind {
    NONE,
    /** Divides by the norm of the layer's gradient. */
    NORMALISE_LAYER,
    /** Divides each matrix by the norm of its gradient. */
    NORMALISE_MATRIX,
    /** Cuts each element to ± threshold. */
    CLIP_ELEMENTS,
    /** Scales the layer's gradient down to a norm of threshold. */
    CLIP_LAYER_NORM,
    /** Scales each matrix's gradient down to a norm of threshold. */
    CLIP_MATRIX_NORM
  }
}
