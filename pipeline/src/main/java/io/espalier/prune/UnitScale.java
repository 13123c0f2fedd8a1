package io.espalier.prune;

import io.espalier.model.Mask;
import java.util.List;

/**
 * A scale on which scores of units of different layers are compared; order within a layer stays.
 */
public enum UnitScale {
  /** As they are. */
  OWN {
    @Override
    float[] of(List<GroupRange> ranges, Mask living, float[] scores) {
      return scores;
    }
  },
  /**
   * Divided by the mean size of those of the layer's living units, so that a layer loses more than
   * others only by units that stand out in it, not by the size of its weights or outputs.
   */
  LAYER {
    @Override
    float[] of(List<GroupRange> ranges, Mask living, float[] scores) {
      float[] scaled = scores.clone();
      for (GroupRange range : ranges) {
        int end = range.slice().to();
        double sum = 0;
        for (int unit = range.slice().from(); unit < end; unit++) {
          sum += living.keeps(unit) ? Math.abs(scores[unit]) : 0;
        }
        double scale = sum > 0 ? range.living() / sum : 1;
        for (int unit = range.slice().from(); unit < end; unit++) {
          double score = scores[unit] * scale;
          scaled[unit] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, score)) + 0f;
        }
      }
      return scaled;
    }
  };

  /** The scores of the units on this scale. */
  abstract float[] of(List<GroupRange> ranges, Mask living, float[] scores);
}
