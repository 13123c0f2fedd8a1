package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import java.util.ArrayList;
import java.util.List;

/** What flows from one layer to the next: for each step a panel [rows][lanes]. */
final class Track implements StepInput {
  private final int rows;
  private final Lanes lanes;
  private final List<Panel> steps = new ArrayList<>();
  private final Panel joined = new Panel();
  private final Panel products = new Panel();

  Track(int rows, Lanes lanes) {
    this.rows = rows;
    this.lanes = lanes;
  }

  int rows() {
    return rows;
  }

  @Override
  public Lanes lanes() {
    return lanes;
  }

  /** The values of a step. */
  Panel at(int step) {
    while (steps.size() <= step) {
      steps.add(new Panel());
    }
    return steps.get(step).reserve(rows, lanes.count());
  }

  @Override
  public void multiply(int step, Projection weights, Panel z) {
    weights.forward(at(step), z, Accumulate.REPLACE);
  }

  @Override
  public void multiply(int from, int count, Projection weights, float[] z) {
    float[] side = joined.reserve(rows, count).overwrite();
    for (int step = 0; step < count; step++) {
      float[] values = at(from + step).values();
      for (int row = 0; row < rows; row++) {
        side[row * count + step] = values[row];
      }
    }
    int outputs = weights.outputs();
    weights.forward(joined, products.reserve(outputs, count), Accumulate.REPLACE);
    float[] turned = products.values();
    for (int output = 0; output < outputs; output++) {
      for (int step = 0; step < count; step++) {
        z[step * outputs + output] = turned[output * count + step];
      }
    }
  }
}
