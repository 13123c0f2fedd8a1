package io.espalier.engine;

import io.espalier.engine.RecurrentForward.Order;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.kernel.Product;

/** Products with a single lane's vectors, computed for many steps at once. */
final class StepProducts implements AutoCloseable {
  private static final int STEPS_AT_ONCE = 64;

  private final LayerInput input;
  private final Product weights;
  private final int outputs;
  private final Panel joined = new Panel();
  private final Panel products = new Panel();
  private float[] turned = new float[0];
  private int from;
  private int to;

  StepProducts(LayerInput input, Product weights, int outputs) {
    this.input = input;
    this.weights = weights;
    this.outputs = outputs;
  }

  /** z [outputs] = Wᵀ x at a step; the first step that an order reads begins anew. */
  void read(int step, Order order, Panel z) {
    int steps = input.lanes().steps();
    if (step == order.step(0, steps) || step < from || step >= to) {
      int count = Math.min(STEPS_AT_ONCE, order == Order.FORWARD ? steps - step : step + 1);
      multiply(order == Order.FORWARD ? step : step + 1 - count, count);
    }
    System.arraycopy(turned, (step - from) * outputs, z.overwrite(), 0, outputs);
  }

  private void multiply(int first, int count) {
    from = first;
    to = first + count;
    int rows = input.rows();
    float[] side = joined.reserve(rows, count).overwrite();
    for (int step = 0; step < count; step++) {
      float[] values = input.value(first + step).values();
      for (int row = 0; row < rows; row++) {
        side[row * count + step] = values[row];
      }
    }
    weights.forward(joined, products.reserve(outputs, count), Accumulate.REPLACE);
    float[] given = products.values();
    if (turned.length < count * outputs) {
      turned = new float[count * outputs];
    }
    for (int output = 0; output < outputs; output++) {
      for (int step = 0; step < count; step++) {
        turned[step * outputs + output] = given[output * count + step];
      }
    }
  }

  @Override
  public void close() {
    joined.close();
    products.close();
  }
}
