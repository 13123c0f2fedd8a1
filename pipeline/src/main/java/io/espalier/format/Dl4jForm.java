package io.espalier.format;

import io.espalier.model.Layer;
import io.espalier.model.Layer.Activate;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Dropout;
import io.espalier.model.Noise;

/** How the activations between two layers of Deeplearning4j lie. */
enum Dl4jForm {
  SEQUENCES,
  /** The steps of all sequences as one batch of vectors. */
  ROWS,
  /** A vector for each sequence. */
  VECTORS;

  /** The form in which a layer reads and, unless it pools, gives what comes in this form. */
  Dl4jForm within(Layer layer) {
    if (this == VECTORS) {
      return VECTORS;
    }
    if (layer instanceof Dense) {
      return ROWS;
    }
    boolean takesBoth = layer instanceof Activate || layer instanceof Dropout;
    return takesBoth && layer.noise().kind() != Noise.Kind.SPATIAL_DROPOUT ? this : SEQUENCES;
  }

  /** Simple name of the class that turns rows into sequences or back. */
  static String preprocessorTo(Dl4jForm wanted) {
    return wanted == ROWS ? "RnnToFeedForwardPreProcessor" : "FeedForwardToRnnPreProcessor";
  }
}
