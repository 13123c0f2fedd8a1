package io.espalier.engine;

/**
 * Turns gradients into what is subtracted from the parameters, with Deeplearning4j's definitions
 * and states.
 */
public sealed interface UpdateRule {
  /** Numbers kept for each parameter between steps. */
  int states();

  /**
   * Replaces the gradient in [from, to) by the change.
   *
   * @param state one array as long as the gradient for each kind of state
   * @param iteration 0 for the first
   */
  void apply(float[] gradient, float[][] state, int from, int to, double rate, int iteration);

  /** Gradient descent. */
  record Sgd() implements UpdateRule {
    @Override
    public int states() {
      return 0;
    }

    @Override
    public void apply(
        float[] gradient, float[][] state, int from, int to, double rate, int iteration) {
      float factor = (float) rate;
      for (int i = from; i < to; i++) {
        gradient[i] = factor * gradient[i];
      }
    }
  }

  /** Nesterov's momentum. */
  record Nesterov(double momentum) implements UpdateRule {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public void apply(
        float[] gradient, float[][] state, int from, int to, double rate, int iteration) {
      float[] v = state[0];
      float keep = (float) momentum;
      float factor = (float) rate;
      for (int i = from; i < to; i++) {
        float before = keep * v[i];
        float after = before - factor * gradient[i];
        v[i] = after;
        gradient[i] = before - (1f + keep) * after;
      }
    }
  }

  /** RMSProp (Tieleman and Hinton 2012). */
  record RmsProp(double keep, double epsilon) implements UpdateRule {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public void apply(
        float[] gradient, float[][] state, int from, int to, double rate, int iteration) {
      float[] cache = state[0];
      float old = (float) keep;
      float fresh = (float) (1 - keep);
      float factor = (float) rate;
      float floor = (float) epsilon;
      for (int i = from; i < to; i++) {
        float g = gradient[i];
        float square = old * cache[i] + fresh * (g * g);
        cache[i] = square;
        gradient[i] = factor * g / ((float) Math.sqrt(square) + floor);
      }
    }
  }

  /** Adam (Kingma and Ba 2015, arXiv 1412.6980), its first bias correction inside the rate. */
  record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
    @Override
    public int states() {
      return 2;
    }

    @Override
    public void apply(
        float[] gradient, float[][] state, int from, int to, double rate, int iteration) {
      double power1 = Math.pow(beta1, iteration + 1.0);
      double power2 = Math.pow(beta2, iteration + 1.0);
      float factor = (float) (rate * Math.sqrt(1 - power2) / (1 - power1));
      float[] mean = state[0];
      float[] square = state[1];
      float old1 = (float) beta1;
      float fresh1 = (float) (1 - beta1);
      float old2 = (float) beta2;
      float fresh2 = (float) (1 - beta2);
      float floor = (float) epsilon;
      for (int i = from; i < to; i++) {
        float g = gradient[i];
        float m = old1 * mean[i] + fresh1 * g;
        float v = old2 * square[i] + fresh2 * (g * g);
        mean[i] = m;
        square[i] = v;
        gradient[i] = factor * m / ((float) Math.sqrt(v) + floor);
      }
    }
  }
}
