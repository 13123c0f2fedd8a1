package io.espalier.kernel;

/**
 * What a forward pass leaves for the backward pass: activations per step as arrays [unit][batch] on
 * the heap, and the hidden states outside it. Arrays only grow and are used again.
 */
final class LstmTrace implements AutoCloseable {
  private static final int ARRAYS = 6;

  float[][] block = new float[0][];
  float[][] forget = new float[0][];
  float[][] output = new float[0][];
  float[][] gate = new float[0][];

  /** Memory after the step, masked. */
  float[][] cell = new float[0][];

  /** tanh of the memory before masking. */
  float[][] squashed = new float[0][];

  /** Hidden states [step + 1][unit][batch]; the first is the start. */
  final NativeFloats hidden = new NativeFloats();

  float[] startCell = new float[0];
  boolean startHidden;
  LstmShape shape = new LstmShape(1, 1, 1, 1);
  GateFunction gates = GateFunction.SIGMOID;
  StepMask mask = StepMask.none();

  void reserve(LstmShape newShape, int slots) {
    shape = newShape;
    int n = newShape.cells();
    block = grown(block, slots, n);
    forget = grown(forget, slots, n);
    output = grown(output, slots, n);
    gate = grown(gate, slots, n);
    cell = grown(cell, slots, n);
    squashed = grown(squashed, slots, n);
    hidden.reserve((newShape.steps() + 1L) * n);
  }

  /** Bytes held at present, on the heap and outside it. */
  long bytes() {
    long values = hidden.capacity();
    for (float[] row : cell) {
      values += (long) ARRAYS * row.length;
    }
    return Float.BYTES * values;
  }

  private static float[][] grown(float[][] arrays, int slots, int n) {
    float[][] grown = arrays.length < slots ? java.util.Arrays.copyOf(arrays, slots) : arrays;
    for (int i = 0; i < slots; i++) {
      if (grown[i] == null || grown[i].length < n) {
        grown[i] = new float[n];
      }
    }
    return grown;
  }

  @Override
  public void close() {
    hidden.close();
    block = new float[0][];
    forget = new float[0][];
    output = new float[0][];
    gate = new float[0][];
    cell = new float[0][];
    squashed = new float[0][];
  }
}
