package io.espalier.engine;

import io.espalier.kernel.Panel;
import java.util.ArrayList;
import java.util.List;

/**
 * What flows between two layers: for each step a panel [rows][lanes] of values going forward and
 * one of errors, the gradient of the loss by them, going back.
 */
final class Signal implements AutoCloseable {
  private final int rows;
  private final BatchShape shape;
  private final List<Panel> values = new ArrayList<>();
  private final List<Panel> errors = new ArrayList<>();

  Signal(int rows, BatchShape shape) {
    this.rows = rows;
    this.shape = shape;
  }

  int rows() {
    return rows;
  }

  /** Steps and lanes at present. */
  BatchShape shape() {
    return shape;
  }

  Panel value(int step) {
    return panel(values, step);
  }

  Panel error(int step) {
    return panel(errors, step);
  }

  private Panel panel(List<Panel> panels, int step) {
    while (panels.size() <= step) {
      panels.add(new Panel());
    }
    return panels.get(step).reserve(rows, shape.size());
  }

  @Override
  public void close() {
    values.forEach(Panel::close);
    errors.forEach(Panel::close);
  }
}
