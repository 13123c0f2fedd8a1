package io.espalier.kernel;

/** The squashing function of the forget, output and input gates, onto [0, 1]. */
public enum GateFunction {
  /** The logistic function. */
  SIGMOID {
    @Override
    void apply(float[] z, float[] bias, int n) {
      Elementwise.sigmoid(z, bias, n);
    }

    @Override
    void delta(float[] a, float[] b, float[] gate, float[] out, int n) {
      Elementwise.sigmoidDelta(a, b, gate, out, n);
    }

    @Override
    void squash(float[] z, float[] bias, int from, int to) {
      for (int i = from; i < to; i++) {
        z[i] = Elementwise.sigmoid(z[i] + bias[i]);
      }
    }

    @Override
    void slope(float[] a, float[] b, float[] gate, float[] out, int from, int to) {
      for (int i = from; i < to; i++) {
        float y = gate[i];
        out[i] = a[i] * b[i] * (y * (1f - y));
      }
    }
  },
  /** 0.2 x + 0.5, clipped to [0, 1]. */
  HARD_SIGMOID {
    @Override
    void apply(float[] z, float[] bias, int n) {
      Elementwise.hardSigmoid(z, bias, n);
    }

    @Override
    void delta(float[] a, float[] b, float[] gate, float[] out, int n) {
      Elementwise.hardSigmoidDelta(a, b, gate, out, n);
    }

    @Override
    void squash(float[] z, float[] bias, int from, int to) {
      for (int i = from; i < to; i++) {
        z[i] = Math.min(1f, Math.max(0f, 0.2f * (z[i] + bias[i]) + 0.5f));
      }
    }

    @Override
    void slope(float[] a, float[] b, float[] gate, float[] out, int from, int to) {
      for (int i = from; i < to; i++) {
        float y = gate[i];
        out[i] = a[i] * b[i] * (0.2f * Math.min(1f, 1e30f * (y * (1f - y))));
      }
    }
  };

  /** Replaces z by the function of z + bias. */
  abstract void apply(float[] z, float[] bias, int n);

  /** out = a * b * the function's derivative where its value is {@code gate}. */
  abstract void delta(float[] a, float[] b, float[] gate, float[] out, int n);

  /** z = the function of z + bias, in [from, to). */
  abstract void squash(float[] z, float[] bias, int from, int to);

  /** out = a * b * the function's derivative where its value is {@code gate}, in [from, to). */
  abstract void slope(float[] a, float[] b, float[] gate, float[] out, int from, int to);
}
