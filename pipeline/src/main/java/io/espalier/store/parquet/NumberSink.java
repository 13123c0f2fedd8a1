package io.espalier.store.parquet;

import io.espalier.data.raw.Cells;
import io.espalier.data.raw.RowContent;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;

/** Gathers numbers; NaN is missing. */
final class NumberSink extends Sink {
  private final LeafType type;
  private double[] values = new double[16];
  private int size;

  NumberSink(int depth, LeafType type) {
    super(depth);
    this.type = type;
  }

  /** What the row holds; the sink can be used for the next row then. */
  Cells cells(RowContent.Extent extent) {
    if (depth() == 0) {
      return Cells.numbers(1, new double[] {size == 0 ? Double.NaN : values[0]});
    }
    if (!isPresent()) {
      return Cells.unusable("no value");
    }
    if (depth() == 2 && !isEven()) {
      return Cells.unusable("steps of different widths");
    }
    int steps = depth() == 2 ? runs() : extent == RowContent.Extent.STEP ? 1 : size;
    return Cells.numbers(steps, Arrays.copyOf(values, size));
  }

  double value(int index) {
    return values[index];
  }

  @Override
  void reset() {
    super.reset();
    size = 0;
  }

  @Override
  int size() {
    return size;
  }

  @Override
  void addMissing() {
    add(Double.NaN);
  }

  @Override
  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  @Override
  void add(long value) {
    add(type.isLong() ? (double) value : type.number(value).doubleValue());
  }

  @Override
  void add(boolean value) {
    add(value ? 1.0 : 0.0);
  }

  @Override
  void add(Binary value) {
    add(type.number(value).doubleValue());
  }
}
