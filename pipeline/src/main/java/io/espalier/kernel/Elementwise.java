package io.espalier.kernel;

/**
 * Arithmetic on the first n values of float arrays. Every loop is branch-free, reads and writes
 * whole arrays from index 0 and does one small thing, which is what the just-in-time compiler needs
 * to turn it into vector instructions.
 *
 * <p>tanh is the odd rational function of degree 13 over 6 that is usual in numerical libraries,
 * clamped where it reaches 1: absolute and relative error below 3e-7. The logistic function is (1 +
 * tanh(x/2))/2.
 */
final class Elementwise {
  private static final float LIMIT = 7.99881172180175781f;
  private static final float P13 = -2.76076847742355e-16f;
  private static final float P11 = 2.00018790482477e-13f;
  private static final float P9 = -8.60467152213735e-11f;
  private static final float P7 = 5.12229709037114e-08f;
  private static final float P5 = 1.48572235717979e-05f;
  private static final float P3 = 6.37261928875436e-04f;
  private static final float P1 = 4.89352455891786e-03f;
  private static final float Q6 = 1.19825839466702e-06f;
  private static final float Q4 = 1.18534705686654e-04f;
  private static final float Q2 = 2.26843463243900e-03f;
  private static final float Q0 = 4.89352518554385e-03f;

  /** Added and subtracted, rounds to a whole number, which then stands in the lowest bits. */
  private static final float ROUND = 12582912f;

  private Elementwise() {}

  static float tanh(float value) {
    float x = Math.min(LIMIT, Math.max(-LIMIT, value));
    float x2 = x * x;
    float p = Math.fma(P13, x2, P11);
    p = Math.fma(p, x2, P9);
    p = Math.fma(p, x2, P7);
    p = Math.fma(p, x2, P5);
    p = Math.fma(p, x2, P3);
    p = Math.fma(p, x2, P1);
    float q = Math.fma(Q6, x2, Q4);
    q = Math.fma(q, x2, Q2);
    q = Math.fma(q, x2, Q0);
    return p * x / q;
  }

  static float sigmoid(float value) {
    return Math.fma(0.5f, tanh(0.5f * value), 0.5f);
  }

  /**
   * e^x of x in [-87, 88], clamped there: 2^n times a polynomial of degree 7 in the rest; relative
   * error below 2e-7.
   */
  static float exp(float value) {
    float x = Math.min(88f, Math.max(-87f, value));
    float shifted = Math.fma(x, 1.44269504f, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, 2.12194440e-4f, Math.fma(n, -0.693359375f, x));
    float p = Math.fma(1.9875691500e-4f, r, 1.3981999507e-3f);
    p = Math.fma(p, r, 8.3334519073e-3f);
    p = Math.fma(p, r, 4.1665795894e-2f);
    p = Math.fma(p, r, 1.6666665459e-1f);
    p = Math.fma(p, r, 5.0000001201e-1f);
    p = Math.fma(p, r * r, r) + 1f;
    return p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) + 127) << 23);
  }

  /** z = tanh(z + bias). */
  static void tanh(float[] z, float[] bias, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = tanh(z[i] + bias[i]);
    }
  }

  /** out = tanh(z). */
  static void tanhOf(float[] z, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = tanh(z[i]);
    }
  }

  static void sigmoid(float[] z, float[] bias, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = sigmoid(z[i] + bias[i]);
    }
  }

  static void hardSigmoid(float[] z, float[] bias, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.min(1f, Math.max(0f, 0.2f * (z[i] + bias[i]) + 0.5f));
    }
  }

  /** out = a * b * s'(z), where the logistic function s has the value {@code gate}. */
  static void sigmoidDelta(float[] a, float[] b, float[] gate, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i] * (gate[i] * (1f - gate[i]));
    }
  }

  /** The same for the hard sigmoid: its slope is 0.2 strictly between the clips and 0 on them. */
  static void hardSigmoidDelta(float[] a, float[] b, float[] gate, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i] * (0.2f * Math.min(1f, 1e30f * (gate[i] * (1f - gate[i]))));
    }
  }

  /** out = a * b * tanh'(z), where tanh has the value {@code y}. */
  static void tanhDelta(float[] a, float[] b, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i] * (1f - y[i] * y[i]);
    }
  }

  /** out = forget * before + gate * block: the cell's new state. */
  static void cell(
      float[] forget, float[] before, float[] gate, float[] block, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(forget[i], before[i], gate[i] * block[i]);
    }
  }

  /** out = a * b. */
  static void product(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  /** sum = sum + a. */
  static void add(float[] sum, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = sum[i] + a[i];
    }
  }

  /** a = a * factor. */
  static void multiply(float[] a, float[] factor, int n) {
    for (int i = 0; i < n; i++) {
      a[i] = a[i] * factor[i];
    }
  }
}
