package io.espalier.importance;

import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;

/**
 * A scale on which scores of different matrices are compared: divided by the mean size of the
 * living scores of their part, so that only what stands out in its own part stands out. Order
 * within a part stays. Parts in which a few scores are huge lose more than others, which with
 * gradients are the large recurrent matrices, rather than the small ones that read and answer.
 */
public enum Normalisation {
  /** As they are. */
  NONE {
    @Override
    int part(int block, int layer) {
      throw new IllegalStateException("nothing is divided");
    }
  },
  /** Each matrix for itself. */
  MATRIX {
    @Override
    int part(int block, int layer) {
      return block;
    }
  },
  /** All matrices of a layer together. */
  LAYER {
    @Override
    int part(int block, int layer) {
      return layer;
    }
  };

  abstract int part(int block, int layer);

  /**
   * The scores on this scale.
   *
   * @param alive whose scores the mean is taken over
   */
  public Scores of(ParameterLayout layout, Mask alive, Scores scores) {
    if (this == NONE) {
      return scores;
    }
    float[] values = scores.values();
    int blocks = layout.blocks().size();
    double[] sums = new double[blocks];
    long[] living = new long[blocks];
    for (int i = 0; i < blocks; i++) {
      ParameterBlock block = layout.blocks().get(i);
      int part = part(i, block.layer());
      for (int at = block.offset(); at < block.end(); at++) {
        if (alive.keeps(at)) {
          sums[part] += Math.abs(values[at]);
          living[part]++;
        }
      }
    }
    float[] scaled = new float[values.length];
    for (int i = 0; i < blocks; i++) {
      ParameterBlock block = layout.blocks().get(i);
      int part = part(i, block.layer());
      double scale = sums[part] > 0 ? living[part] / sums[part] : 1;
      for (int at = block.offset(); at < block.end(); at++) {
        scaled[at] =
            (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, values[at] * scale));
      }
    }
    return Scores.of(scaled);
  }
}
