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
  };

  /** Replaces z by the function of z + bias. */
  abstract void apply(float[] z, float[] bias, int n);

  /** out = a * b * the function's derivative where its value is {@code gate}. */
  abstract void delta(float[] a, float[] b, float[] gate, float[] out, int n);
}
