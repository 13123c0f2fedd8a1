package io.espalier.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The forward pass (Hochreiter and Schmidhuber 1997, with forget gates, no peepholes): z = W x + R
 * h + b; c = s(z_f) c + s(z_i) tanh(z_a); h = s(z_o) tanh(c). Two matrix products a step, then one
 * pass over each gate.
 */
final class LstmForward implements AutoCloseable {
  private final NativeFloats z = new NativeFloats();
  private final float[][] bias = new float[4][0];
  private float[] scratch = new float[0];
  private float[] maskTile = new float[0];

  /** Runs over all steps; the trace keeps every step or, if not, only what the next step needs. */
  void run(LstmTrace trace, LstmWeights weights, Steps input, LstmState start, LstmCell.Keep keep) {
    LstmShape shape = trace.shape;
    int n = shape.cells();
    z.reserve(4L * n);
    tileBias(weights.bias(), shape);
    if (scratch.length < n) {
      scratch = new float[n];
      maskTile = new float[n];
    }
    trace.hidden.buffer().put(0, start.hidden(), 0, n);
    trace.startCell = start.cell().clone();
    trace.startHidden = start.hasHidden();
    float[] before = trace.startCell;
    for (int step = 0; step < shape.steps(); step++) {
      int slot = keep == LstmCell.Keep.ALL_STEPS ? step : step & 1;
      multiply(trace, weights, input, step);
      before = activate(trace, step, slot, before);
    }
  }

  private void multiply(LstmTrace trace, LstmWeights weights, Steps input, int step) {
    LstmShape shape = trace.shape;
    int batch = shape.batch();
    int gates = 4 * shape.units();
    MatrixProduct.product(
        batch, gates, shape.inputs(), input.at(step), weights.input().pointer(), 0f, z.pointer());
    if (step > 0 || trace.startHidden) {
      FloatPointer hidden = trace.hidden.pointer().position((long) step * shape.cells());
      MatrixProduct.product(
          batch, gates, shape.units(), hidden, weights.recurrent().pointer(), 1f, z.pointer());
    }
  }

  private float[] activate(LstmTrace trace, int step, int slot, float[] before) {
    int n = trace.shape.cells();
    float[] block = trace.block[slot];
    float[] forget = trace.forget[slot];
    float[] output = trace.output[slot];
    float[] gate = trace.gate[slot];
    float[] cell = trace.cell[slot];
    float[] squashed = trace.squashed[slot];
    FloatBuffer sums = z.buffer();
    sums.get(0, block, 0, n);
    sums.get(n, forget, 0, n);
    sums.get(2 * n, output, 0, n);
    sums.get(3 * n, gate, 0, n);
    Elementwise.tanh(block, bias[0], n);
    trace.gates.apply(forget, bias[1], n);
    trace.gates.apply(output, bias[2], n);
    trace.gates.apply(gate, bias[3], n);
    Elementwise.cell(forget, before, gate, block, cell, n);
    Elementwise.tanhOf(cell, squashed, n);
    Elementwise.product(output, squashed, scratch, n);
    if (!trace.mask.keepsAll(step)) {
      trace.mask.tile(step, trace.shape.units(), maskTile);
      Elementwise.multiply(cell, maskTile, n);
      Elementwise.multiply(scratch, maskTile, n);
    }
    trace.hidden.buffer().put((step + 1) * n, scratch, 0, n);
    return cell;
  }

  private void tileBias(float[] values, LstmShape shape) {
    int batch = shape.batch();
    for (int block = 0; block < 4; block++) {
      if (bias[block].length < shape.cells()) {
        bias[block] = new float[shape.cells()];
      }
      for (int unit = 0; unit < shape.units(); unit++) {
        java.util.Arrays.fill(
            bias[block], unit * batch, (unit + 1) * batch, values[block * shape.units() + unit]);
      }
    }
  }

  @Override
  public void close() {
    z.close();
  }
}
