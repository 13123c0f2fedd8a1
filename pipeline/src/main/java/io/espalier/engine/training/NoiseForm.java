package io.espalier.engine.training;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Draw;
import io.espalier.model.Noise;

/** What noise of one strength makes of values: each times a factor, plus an addend. */
interface NoiseForm {
  /**
   * @param amount as {@link Noise} has it, now
   */
  static NoiseForm of(Noise.Kind kind, double amount) {
    return switch (kind) {
      case NONE -> new DroppedValues(1);
      case DROPOUT, SPATIAL_DROPOUT -> new DroppedValues((float) amount);
      case ALPHA_DROPOUT -> AlphaDropout.of(amount);
      case GAUSSIAN_DROPOUT -> {
        float deviation = (float) Math.sqrt(amount / (1 - amount));
        yield new GaussianFactors(deviation);
      }
      case GAUSSIAN -> new GaussianAddends((float) amount);
    };
  }

  /** Writes the values with their noise. */
  void forward(float[] from, float[] into, int n, int key);

  /** Writes or adds the errors of the values without noise. */
  void backward(float[] from, float[] into, int n, int key, Accumulate sum);

  /** 0 for a dropped value, else the value over the probability of keeping it. */
  record DroppedValues(float keep) implements NoiseForm {
    @Override
    public void forward(float[] from, float[] into, int n, int key) {
      backward(from, into, n, key, Accumulate.REPLACE);
    }

    @Override
    public void backward(float[] from, float[] into, int n, int key, Accumulate sum) {
      for (int i = 0; i < n; i++) {
        float factor = Draw.even(key, i) < keep ? 1f / keep : 0f;
        into[i] = from[i] * factor + (sum == Accumulate.ADD ? into[i] : 0f);
      }
    }
  }

  /**
   * Puts the limit of SELU in place of dropped values, then scales and shifts all so that mean 0
   * and variance 1 stay (Klambauer et al. 2017, arXiv 1706.02515).
   *
   * @param dropped what a dropped value becomes
   */
  record AlphaDropout(float keep, float scale, float shift, float dropped) implements NoiseForm {
    /** −alpha · lambda of SELU. */
    private static final double LIMIT = -1.6732632423543772 * 1.0507009873554804;

    static AlphaDropout of(double keep) {
      double scale = 1 / Math.sqrt(keep + LIMIT * LIMIT * keep * (1 - keep));
      double shift = -scale * (1 - keep) * LIMIT;
      return new AlphaDropout(
          (float) keep, (float) scale, (float) shift, (float) (scale * LIMIT + shift));
    }

    @Override
    public void forward(float[] from, float[] into, int n, int key) {
      for (int i = 0; i < n; i++) {
        into[i] = Draw.even(key, i) < keep ? scale * from[i] + shift : dropped;
      }
    }

    @Override
    public void backward(float[] from, float[] into, int n, int key, Accumulate sum) {
      for (int i = 0; i < n; i++) {
        float factor = Draw.even(key, i) < keep ? scale : 0f;
        into[i] = from[i] * factor + (sum == Accumulate.ADD ? into[i] : 0f);
      }
    }
  }

  /** Times numbers around 1. */
  record GaussianFactors(float deviation) implements NoiseForm {
    @Override
    public void forward(float[] from, float[] into, int n, int key) {
      backward(from, into, n, key, Accumulate.REPLACE);
    }

    @Override
    public void backward(float[] from, float[] into, int n, int key, Accumulate sum) {
      for (int i = 0; i < n; i++) {
        float factor = 1f + deviation * Draw.gaussian(key, i);
        into[i] = from[i] * factor + (sum == Accumulate.ADD ? into[i] : 0f);
      }
    }
  }

  /** Plus numbers around 0. */
  record GaussianAddends(float deviation) implements NoiseForm {
    @Override
    public void forward(float[] from, float[] into, int n, int key) {
      for (int i = 0; i < n; i++) {
        into[i] = from[i] + deviation * Draw.gaussian(key, i);
      }
    }

    @Override
    public void backward(float[] from, float[] into, int n, int key, Accumulate sum) {
      for (int i = 0; i < n; i++) {
        into[i] = from[i] + (sum == Accumulate.ADD ? into[i] : 0f);
      }
    }
  }
}
