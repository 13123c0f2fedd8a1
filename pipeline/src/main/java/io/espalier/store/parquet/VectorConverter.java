package io.espalier.store.parquet;

import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;

/**
 * Reads a vector of Spark's machine learning, dense (type 1, values) or sparse (type 0, size,
 * indices, values), as a list of all its numbers.
 */
final class VectorConverter extends GroupConverter {
  /** Numbers of a sparse vector; what is longer is a damaged file. */
  private static final double LONGEST = 1 << 24;

  private final List<Sink> sinks;
  private final NumberSink kind;
  private final NumberSink size;
  private final NumberSink indices;
  private final NumberSink values;
  private final GroupConverter fields;

  VectorConverter(GroupType type, List<Sink> sinks) {
    this.sinks = sinks;
    kind = sink(type, "type");
    size = sink(type, "size");
    indices = sink(type, "indices");
    values = sink(type, "values");
    fields =
        new RowAssembly(
                type,
                Map.of(
                    path(type, "type"),
                    List.of(kind),
                    path(type, "size"),
                    List.of(size),
                    path(type, "indices"),
                    List.of(indices),
                    path(type, "values"),
                    List.of(values)))
            .getRootConverter();
  }

  private static List<String> path(GroupType type, String name) {
    return FileField.find(type, name).orElseThrow().path();
  }

  private static NumberSink sink(GroupType type, String name) {
    FileField field = FileField.find(type, name).orElseThrow();
    return new NumberSink(field.depth(), field.leaf().orElseThrow());
  }

  @Override
  public Converter getConverter(int field) {
    return fields.getConverter(field);
  }

  @Override
  public void start() {
    for (NumberSink part : List.of(kind, size, indices, values)) {
      part.reset();
    }
  }

  @Override
  public void end() {
    if (kind.size() != 1) {
      throw new IllegalArgumentException("a vector that is neither dense nor sparse");
    }
    double[] numbers = kind.value(0) == 1 ? dense() : sparse();
    for (Sink sink : sinks) {
      sink.present();
      for (double number : numbers) {
        sink.add(number);
      }
    }
  }

  private double[] dense() {
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.value(i);
    }
    return numbers;
  }

  private double[] sparse() {
    double length = size.size() == 1 ? size.value(0) : -1;
    if (!(length >= 0 && length <= LONGEST) || indices.size() != values.size()) {
      throw new IllegalArgumentException(
          "a sparse vector of size %s with %d indices and %d values"
              .formatted(length, indices.size(), values.size()));
    }
    double[] numbers = new double[(int) length];
    for (int i = 0; i < indices.size(); i++) {
      double index = indices.value(i);
      if (!(index >= 0 && index < length)) {
        throw new IllegalArgumentException(
            "a sparse vector of size %s with the index %s".formatted(length, index));
      }
      numbers[(int) index] = values.value(i);
    }
    return numbers;
  }
}
