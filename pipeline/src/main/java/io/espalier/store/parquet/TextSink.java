package io.espalier.store.parquet;

import io.espalier.data.raw.Cells;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.Binary;

/** Gathers values as text. */
final class TextSink extends Sink {
  private final LeafType type;
  private final List<String> values = new ArrayList<>();
  private boolean hasMissing;

  TextSink(int depth, LeafType type) {
    super(depth);
    this.type = type;
  }

  /** The one value of a row; empty if it is missing. */
  String text() {
    return values.isEmpty() ? "" : values.get(0);
  }

  /** What the row holds as tokens. */
  Cells tokens() {
    if (depth() > 0 && !isPresent()) {
      return Cells.unusable("no value");
    }
    return hasMissing || depth() == 0 && values.isEmpty()
        ? Cells.unusable("a missing token")
        : Cells.tokens(values.toArray(String[]::new));
  }

  @Override
  void reset() {
    super.reset();
    values.clear();
    hasMissing = false;
  }

  @Override
  int size() {
    return values.size();
  }

  @Override
  void addMissing() {
    hasMissing = true;
    values.add("");
  }

  void add(String value) {
    values.add(value);
  }

  LeafType type() {
    return type;
  }

  @Override
  void add(long value) {
    values.add(type.text(value));
  }

  @Override
  void add(double value) {
    values.add(Double.toString(value));
  }

  @Override
  void add(boolean value) {
    values.add(Boolean.toString(value));
  }

  @Override
  void add(Binary value) {
    values.add(type.text(value));
  }
}
