package io.espalier.kernel;

import java.util.Arrays;

/** Diagonal weights by which gates see the memory: of the forget, output and input gate. */
final class Peepholes {
  /** Vectors of weights. */
  static final int COUNT = 3;

  private static final int FORGET = 1;
  private static final int OUTPUT = 2;
  private static final int INPUT = 3;

  private final float[][] weights = new float[COUNT][0];
  private final float[][] gradients = new float[COUNT][0];

  void begin(float[] values, int at, int units, int batch) {
    int n = units * batch;
    for (int k = 0; k < COUNT; k++) {
      if (weights[k].length < n) {
        weights[k] = new float[n];
        gradients[k] = new float[n];
      }
      LaneArrays.tile(values, at + k * units, units, batch, weights[k]);
    }
  }

  /** Adds what the forget and input gate see to their sums. */
  void seeBefore(float[] memory, float[][] gates, int n) {
    addProduct(weights[0], memory, gates[FORGET], n);
    addProduct(weights[2], memory, gates[INPUT], n);
  }

  /** Adds what the output gate sees to its sum. */
  void seeAfter(float[] memory, float[][] gates, int n) {
    addProduct(weights[1], memory, gates[OUTPUT], n);
  }

  void beginBackward() {
    for (float[] sums : gradients) {
      Arrays.fill(sums, 0f);
    }
  }

  /** Adds the error of the memory after the step that comes from what saw it. */
  void returnAfter(float[][] delta, float[] error, int n) {
    addProduct(weights[1], delta[OUTPUT], error, n);
  }

  /** Adds the error of the memory before the step. */
  void returnBefore(float[][] delta, float[] error, int n) {
    addProduct(weights[0], delta[FORGET], error, n);
    addProduct(weights[2], delta[INPUT], error, n);
  }

  /** Adds a step's gradients. */
  void collect(float[][] delta, float[] before, float[] after, int n) {
    addProduct(delta[FORGET], before, gradients[0], n);
    addProduct(delta[OUTPUT], after, gradients[1], n);
    addProduct(delta[INPUT], before, gradients[2], n);
  }

  void gradient(float[] into, int at, int units, int batch) {
    for (int k = 0; k < COUNT; k++) {
      LaneArrays.sum(gradients[k], batch, into, at + k * units, units);
    }
  }

  private static void addProduct(float[] a, float[] b, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += a[i] * b[i];
    }
  }
}
