package io.espalier.kernel;

import java.util.Arrays;

/**
 * What an LSTM layer computes in one step between its matrix products (Hochreiter and Schmidhuber
 * 1997, with forget gates, without peepholes): c = s(z_f) c + s(z_i) tanh(z_a); h = s(z_o) tanh(c).
 *
 * <p>Arrays hold n values a unit and sequence, [unit][batch]; those of the four gates hold 4 n, in
 * the order of the weights' columns: block input a | forget f | output o | input i. The work goes
 * in stretches that stay in the processor's first cache.
 */
public final class LstmStep {
  private static final int STRETCH = 1024;

  private final GateFunction gates;
  private final float[] hiddenError = new float[STRETCH];
  private final float[] cellError = new float[STRETCH];

  public LstmStep(GateFunction gates) {
    this.gates = gates;
  }

  /**
   * What the backward pass needs of a step.
   *
   * @param gates after squashing, [4][unit][batch]
   * @param cell memory after the step
   * @param squashed tanh of the memory
   */
  public record Kept(float[] gates, float[] cell, float[] squashed) {
    public static Kept of(int n) {
      return new Kept(new float[4 * n], new float[n], new float[n]);
    }

    /** Whether n values fit. */
    public boolean fits(int n) {
      return cell.length >= n;
    }
  }

  /**
   * One step forward.
   *
   * @param z sums of the products, [4][unit][batch]
   * @param bias repeated for each sequence, [4][unit][batch]
   * @param before memory before the step
   * @param kept overwritten
   * @param hidden overwritten by the output
   */
  public void forward(float[] z, float[] bias, float[] before, Kept kept, float[] hidden, int n) {
    for (int from = 0; from < n; from += STRETCH) {
      int to = Math.min(n, from + STRETCH);
      tanh(z, bias, kept.gates, from, to);
      gates.squash(z, bias, kept.gates, n + from, n + to);
      gates.squash(z, bias, kept.gates, 2 * n + from, 2 * n + to);
      gates.squash(z, bias, kept.gates, 3 * n + from, 3 * n + to);
      cell(kept.gates, n, before, kept.cell, from, to);
      tanh(kept.cell, kept.squashed, from, to);
      product(kept.gates, 2 * n, kept.squashed, hidden, from, to);
    }
  }

  /**
   * One step backward.
   *
   * @param error gradient of the loss by the output, from position {@code at} on
   * @param returned the same, through the step after; zeros where there is none
   * @param carried gradient by the memory after the step; overwritten by that before it
   * @param before memory before the step
   * @param z overwritten by the gradient by the sums of the products, [4][unit][batch]
   */
  public void backward(
      float[] error,
      int at,
      float[] returned,
      float[] carried,
      float[] before,
      Kept kept,
      float[] z,
      int n) {
    float[] g = kept.gates;
    for (int from = 0; from < n; from += STRETCH) {
      int count = Math.min(n - from, STRETCH);
      add(error, at + from, returned, from, hiddenError, count);
      gates.slope(hiddenError, kept.squashed, from, g, 2 * n + from, z, count);
      cellError(hiddenError, g, 2 * n + from, kept.squashed, carried, from, cellError, count);
      tanhSlope(cellError, g, 3 * n + from, g, from, z, count);
      gates.slope(cellError, before, from, g, n + from, z, count);
      gates.slope(cellError, g, from, g, 3 * n + from, z, count);
      forgotten(cellError, g, n + from, carried, from, count);
    }
  }

  /** Repeats each value for every sequence of a batch. */
  public static void tile(float[] values, int from, int count, int batch, float[] into) {
    for (int i = 0; i < count; i++) {
      Arrays.fill(into, i * batch, (i + 1) * batch, values[from + i]);
    }
  }

  /** sum = sum + a. */
  public static void add(float[] a, float[] sum, int n) {
    Elementwise.add(sum, a, n);
  }

  /** a = a * factor, a from position {@code at} on. */
  public static void multiply(float[] a, int at, float[] factor, int n) {
    for (int i = 0; i < n; i++) {
      a[at + i] = a[at + i] * factor[i];
    }
  }

  /** Sums [rows][lanes] over the lanes. */
  public static void sumLanes(float[] values, int lanes, float[] into, int at, int rows) {
    for (int row = 0; row < rows; row++) {
      float sum = 0f;
      for (int i = row * lanes; i < (row + 1) * lanes; i++) {
        sum += values[i];
      }
      into[at + row] = sum;
    }
  }

  private static void tanh(float[] z, float[] bias, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Elementwise.tanh(z[i] + bias[i]);
    }
  }

  private static void tanh(float[] z, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Elementwise.tanh(z[i]);
    }
  }

  private static void cell(float[] g, int n, float[] before, float[] out, int from, int to) {
    int input = 3 * n;
    for (int i = from; i < to; i++) {
      out[i] = Math.fma(g[n + i], before[i], g[input + i] * g[i]);
    }
  }

  private static void product(float[] g, int shift, float[] b, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = g[shift + i] * b[i];
    }
  }

  private static void add(float[] a, int fromA, float[] b, int fromB, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[fromA + i] + b[fromB + i];
    }
  }

  private static void cellError(
      float[] hiddenError,
      float[] g,
      int output,
      float[] squashed,
      float[] carried,
      int from,
      float[] out,
      int n) {
    for (int i = 0; i < n; i++) {
      float y = squashed[from + i];
      out[i] = Math.fma(hiddenError[i] * g[output + i], 1f - y * y, carried[from + i]);
    }
  }

  private static void tanhSlope(
      float[] a, float[] b, int fromB, float[] y, int from, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[from + i] = a[i] * b[fromB + i] * (1f - y[from + i] * y[from + i]);
    }
  }

  private static void forgotten(float[] a, float[] g, int forget, float[] out, int from, int n) {
    for (int i = 0; i < n; i++) {
      out[from + i] = a[i] * g[forget + i];
    }
  }
}
