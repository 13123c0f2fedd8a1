package io.espalier.importance;

import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.Arrays;

/**
 * w² divided by the sum of it and all larger w² of the same matrix: layer-adaptive magnitude, which
 * needs no scale and leaves each matrix its largest weight to the last (Lee et al. 2021, arXiv
 * 2010.07611). Of equal weights the later one counts as larger.
 */
public record Lamp() implements Criterion {
  @Override
  public String name() {
    return "lamp";
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    float[] scores = new float[parameters.length];
    for (ParameterBlock block : layout.blocks()) {
      long[] ascending = new long[block.length()];
      for (int i = 0; i < ascending.length; i++) {
        int size = Float.floatToRawIntBits(Math.abs(parameters[block.offset() + i]));
        ascending[i] = (long) size << 32 | i;
      }
      Arrays.sort(ascending);
      double larger = 0;
      for (int rank = ascending.length - 1; rank >= 0; rank--) {
        int at = block.offset() + (int) ascending[rank];
        double square = (double) parameters[at] * parameters[at];
        larger += square;
        scores[at] = larger > 0 ? (float) (square / larger) : 0f;
      }
    }
    return Scores.of(scores);
  }
}
