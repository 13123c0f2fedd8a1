package io.espalier.kernel;

import java.util.Arrays;

/**
 * What an LSTM layer computes in one step between its matrix products (Hochreiter and Schmidhuber
 * 1997, with forget gates, without peepholes): c = s(z_f) c + s(z_i) tanh(z_a); h = s(z_o) tanh(c).
 *
 * <p>Arrays hold a value for each unit and sequence, [unit][batch]. The four gates come in the
 * order of the weights' columns: block input a, forget f, output o, input i. The work goes in
 * stretches that stay in the processor's first cache, in loops that read and write all arrays at
 * one index, which is what the just-in-time compiler turns into vector instructions.
 */
public final class LstmStep implements RecurrentStep {
  private static final int STRETCH = 1024;

  private final GateFunction gates;
  private final float[][] bias = new float[4][0];
  private final float[][] delta = new float[4][0];
  private final float[][] deltaSums = new float[4][0];
  private float[] hiddenError = new float[0];
  private float[] returnedError = new float[0];
  private float[] cellError = new float[0];
  private float[] carried = new float[0];

  public LstmStep(GateFunction gates) {
    this.gates = gates;
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int vectors() {
    return 4;
  }

  @Override
  public Kept keep(int n) {
    return new Kept(new float[0][], new float[4][n], new float[n], new float[n]);
  }

  @Override
  public void begin(float[] values, int at, int units, int batch) {
    int n = units * batch;
    if (cellError.length < n) {
      for (float[][] arrays : new float[][][] {bias, delta, deltaSums}) {
        Arrays.setAll(arrays, gate -> new float[n]);
      }
      hiddenError = new float[n];
      returnedError = new float[n];
      cellError = new float[n];
      carried = new float[n];
    }
    for (int gate = 0; gate < 4; gate++) {
      LaneArrays.tile(values, at + gate * units, units, batch, bias[gate]);
    }
  }

  @Override
  public void forward(Panel z, float[] before, Kept kept, float[] hidden) {
    int n = z.size() / 4;
    float[][] g = kept.gates();
    for (int gate = 0; gate < 4; gate++) {
      z.read(gate * n, g[gate], n);
    }
    for (int from = 0; from < n; from += STRETCH) {
      int to = Math.min(n, from + STRETCH);
      tanh(g[0], bias[0], from, to);
      gates.squash(g[1], bias[1], from, to);
      gates.squash(g[2], bias[2], from, to);
      gates.squash(g[3], bias[3], from, to);
      cell(g[1], before, g[3], g[0], kept.cell(), from, to);
      tanhOf(kept.cell(), kept.squashed(), from, to);
      product(g[2], kept.squashed(), hidden, from, to);
    }
  }

  @Override
  public void beginBackward() {
    Arrays.fill(carried, 0f);
    for (float[] sums : deltaSums) {
      Arrays.fill(sums, 0f);
    }
  }

  @Override
  public void backward(
      Panel error, int at, Panel returned, float[] before, Kept kept, float[] valid, Panel z) {
    int n = z.size() / 4;
    float[][] g = kept.gates();
    error.read(at, hiddenError, n);
    returned.read(0, returnedError, n);
    float[] into = z.overwrite();
    for (int from = 0; from < n; from += STRETCH) {
      int to = Math.min(n, from + STRETCH);
      add(hiddenError, returnedError, from, to);
      gates.slope(hiddenError, kept.squashed(), g[2], delta[2], from, to);
      cellError(hiddenError, g[2], kept.squashed(), carried, cellError, from, to);
      tanhSlope(cellError, g[3], g[0], delta[0], from, to);
      gates.slope(cellError, before, g[1], delta[1], from, to);
      gates.slope(cellError, g[0], g[3], delta[3], from, to);
      product(cellError, g[1], carried, from, to);
      if (valid.length > 0) {
        multiply(carried, valid, from, to);
        for (float[] part : delta) {
          multiply(part, valid, from, to);
        }
      }
      for (int gate = 0; gate < 4; gate++) {
        add(deltaSums[gate], delta[gate], from, to);
        System.arraycopy(delta[gate], from, into, gate * n + from, to - from);
      }
    }
  }

  @Override
  public void vectorGradient(float[] into, int at, int units, int batch) {
    for (int gate = 0; gate < 4; gate++) {
      LaneArrays.sum(deltaSums[gate], batch, into, at + gate * units, units);
    }
  }

  private static void tanh(float[] z, float[] bias, int from, int to) {
    for (int i = from; i < to; i++) {
      z[i] = Elementwise.tanh(z[i] + bias[i]);
    }
  }

  private static void tanhOf(float[] z, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Elementwise.tanh(z[i]);
    }
  }

  private static void cell(
      float[] forget, float[] before, float[] gate, float[] block, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.fma(forget[i], before[i], gate[i] * block[i]);
    }
  }

  private static void cellError(
      float[] hiddenError,
      float[] output,
      float[] squashed,
      float[] carried,
      float[] out,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float slope = 1f - squashed[i] * squashed[i];
      out[i] = Math.fma(hiddenError[i] * output[i], slope, carried[i]);
    }
  }

  private static void tanhSlope(float[] a, float[] b, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] * b[i] * (1f - y[i] * y[i]);
    }
  }

  private static void product(float[] a, float[] b, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] * b[i];
    }
  }

  private static void add(float[] sum, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] += a[i];
    }
  }

  private static void multiply(float[] a, float[] factor, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] *= factor[i];
    }
  }
}
