package io.espalier.kernel;

import io.espalier.model.ParameterBlock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The weights other than 0, for a single lane. Outputs are sorted by the number of their weights
 * and go in slices of eight, whose weights lie side by side and are padded with 0 to the longest
 * (Monakov et al. 2010, the sliced ELLPACK format): eight sums run at once, each in the order of
 * the inputs.
 */
final class SparseRows implements Product {
  /** Inputs that an index has room for. */
  static final int MOST_INPUTS = Character.MAX_VALUE + 1;

  private static final int SLICE = 8;

  private final int outputs;

  /** The output at each place of the slices; behind the last output, the last one again. */
  private final int[] order;

  /** Where each slice starts; one more for the end. */
  private final int[] starts;

  private final char[] inputs;
  private final float[] weights;

  private SparseRows(int outputs, int[] order, int[] starts) {
    this.outputs = outputs;
    this.order = order;
    this.starts = starts;
    this.inputs = new char[starts[starts.length - 1]];
    this.weights = new float[inputs.length];
  }

  static SparseRows of(ParameterBlock block, float[] parameters) {
    int[] counts = new int[block.columns()];
    for (int i = 0; i < block.length(); i++) {
      counts[i / block.rows()] += parameters[block.offset() + i] != 0f ? 1 : 0;
    }
    int[] order =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(Comparator.comparingInt(output -> -counts[output]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] starts = new int[(counts.length + SLICE - 1) / SLICE + 1];
    for (int slice = 0; slice + 1 < starts.length; slice++) {
      int length = Math.multiplyExact(SLICE, counts[order[slice * SLICE]]);
      starts[slice + 1] = Math.addExact(starts[slice], length);
    }
    SparseRows rows = new SparseRows(counts.length, order, starts);
    for (int place = 0; place < order.length; place++) {
      rows.fill(place, block, parameters);
    }
    return rows;
  }

  private void fill(int place, ParameterBlock block, float[] parameters) {
    int at = starts[place / SLICE] + place % SLICE;
    for (int input = 0; input < block.rows(); input++) {
      float weight = parameters[block.index(input, order[place])];
      if (weight != 0f) {
        inputs[at] = (char) input;
        weights[at] = weight;
        at += SLICE;
      }
    }
  }

  @Override
  public void forward(Panel input, Panel output, Accumulate sum) {
    float[] x = input.values();
    float[] y = sum == Accumulate.ADD ? output.change() : output.overwrite();
    if (sum == Accumulate.REPLACE) {
      Arrays.fill(y, 0, outputs, 0f);
    }
    int whole = outputs / SLICE;
    for (int slice = 0; slice < whole; slice++) {
      addSlice(y, x, slice);
    }
    addLast(y, x, whole);
  }

  /** A slice that is not full. */
  private void addLast(float[] y, float[] x, int whole) {
    for (int place = whole * SLICE; place < outputs; place++) {
      float sum = 0f;
      for (int i = starts[whole] + place % SLICE; i < starts[whole + 1]; i += SLICE) {
        sum = Math.fma(weights[i], x[inputs[i]], sum);
      }
      y[order[place]] += sum;
    }
  }

  private void addSlice(float[] y, float[] x, int slice) {
    char[] in = inputs;
    float[] w = weights;
    float a = 0f;
    float b = 0f;
    float c = 0f;
    float d = 0f;
    float e = 0f;
    float f = 0f;
    float g = 0f;
    float h = 0f;
    int end = starts[slice + 1];
    for (int i = starts[slice]; i < end; i += SLICE) {
      a = Math.fma(w[i], x[in[i]], a);
      b = Math.fma(w[i + 1], x[in[i + 1]], b);
      c = Math.fma(w[i + 2], x[in[i + 2]], c);
      d = Math.fma(w[i + 3], x[in[i + 3]], d);
      e = Math.fma(w[i + 4], x[in[i + 4]], e);
      f = Math.fma(w[i + 5], x[in[i + 5]], f);
      g = Math.fma(w[i + 6], x[in[i + 6]], g);
      h = Math.fma(w[i + 7], x[in[i + 7]], h);
    }
    int place = slice * SLICE;
    y[order[place]] += a;
    y[order[place + 1]] += b;
    y[order[place + 2]] += c;
    y[order[place + 3]] += d;
    y[order[place + 4]] += e;
    y[order[place + 5]] += f;
    y[order[place + 6]] += g;
    y[order[place + 7]] += h;
  }
}
