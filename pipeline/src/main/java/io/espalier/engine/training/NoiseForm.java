package io.espalier.engine.training;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Draw;
import io.espalier.model.Noise;

/** What noise of one strength makes of values: each times a factor plus an addend. */
interface NoiseForm {
  /**
   * @param amount as {@link Noise} has it, now
   */
  static NoiseForm of(Noise.Kind kind, double amount) {
    return switch (kind) {
      case DROPOUT, SPATIAL_DROPOUT -> new Scaled((key, i) -> dropped(key, i, (float) amount));
      default -> throw new IllegalArgumentException("no arithmetic of " + kind);
    };
  }

  /** Writes the values with their noise. */
  void forward(float[] from, float[] into, int n, int key);

  /** Writes or adds the errors of the values without noise. */
  void backward(float[] from, float[] into, int n, int key, Accumulate sum);

  /** 0 to drop the value at a position, else one over the probability of keeping it. */
  private static float dropped(int key, int position, float keep) {
    return Draw.even(key, position) < keep ? 1f / keep : 0f;
  }

  /** Numbers drawn. */
  interface Factor {
    float at(int key, int position);
  }

  /** Multiplies. */
  record Scaled(Factor factor) implements NoiseForm {
    @Override
    public void forward(float[] from, float[] into, int n, int key) {
      backward(from, into, n, key, Accumulate.REPLACE);
    }

    @Override
    public void backward(float[] from, float[] into, int n, int key, Accumulate sum) {
      for (int i = 0; i < n; i++) {
        into[i] = from[i] * factor.at(key, i) + (sum == Accumulate.ADD ? into[i] : 0f);
      }
    }
  }
}
