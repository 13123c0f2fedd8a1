package io.espalier.store.parquet;

import io.espalier.data.RowOrigin;
import io.espalier.data.Truth;
import io.espalier.data.raw.Cells;
import io.espalier.data.raw.ColumnarRow;
import io.espalier.data.raw.ReadOptions;
import io.espalier.data.raw.RowContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The columns of one file that a plan asks for, and their values in the row that is read. */
final class RowSelection {
  private final TableColumns columns;
  private final Map<List<String>, List<Sink>> sinks = new HashMap<>();
  private final Supplier<String> id;
  private final Supplier<String> label;
  private final Supplier<String> order;
  private final List<Supplier<Cells>> input = new ArrayList<>();
  private final List<Supplier<Cells>> target = new ArrayList<>();

  RowSelection(TableColumns columns, ReadOptions options, RowContent content) {
    this.columns = columns;
    ReadOptions.Columns wanted = options.columns();
    Truth truth = options.task().truth();
    id = text(wanted.id());
    label = text(truth == Truth.LABEL ? wanted.label() : "");
    order = text(content.extent() == RowContent.Extent.STEP ? wanted.order() : "");
    for (String name : wanted.input()) {
      input.add(
          content.kind() == RowContent.Kind.TOKENS
              ? tokens(name)
              : numbers(name, content.extent()));
    }
    for (String name : truth == Truth.NUMBERS ? wanted.target() : List.<String>of()) {
      target.add(numbers(name, content.extent()));
    }
  }

  private Supplier<String> text(String name) {
    if (name.isEmpty()) {
      return () -> "";
    }
    return columns
        .folder(name)
        .<Supplier<String>>map(value -> () -> value)
        .orElseGet(() -> textSink(name)::text);
  }

  private Supplier<Cells> tokens(String name) {
    return columns
        .folder(name)
        .<Supplier<Cells>>map(value -> () -> Cells.tokens(new String[] {value}))
        .orElseGet(() -> textSink(name)::tokens);
  }

  private Supplier<Cells> numbers(String name, RowContent.Extent extent) {
    Optional<String> folder = columns.folder(name);
    if (folder.isPresent()) {
      double value = folder.get().isEmpty() ? Double.NaN : Double.parseDouble(folder.get());
      return () -> Cells.numbers(1, new double[] {value});
    }
    FileField field = columns.field(name).orElseThrow();
    NumberSink sink = add(field, new NumberSink(field.depth(), field.leaf().orElseThrow()));
    return () -> sink.cells(extent);
  }

  private TextSink textSink(String name) {
    FileField field = columns.field(name).orElseThrow();
    return add(field, new TextSink(field.depth(), field.leaf().orElseThrow()));
  }

  private <S extends Sink> S add(FileField field, S sink) {
    sinks.computeIfAbsent(field.path(), path -> new ArrayList<>()).add(sink);
    return sink;
  }

  /** The part of the file's schema that has to be read. */
  MessageType requested() {
    GroupType kept = kept(columns.schema(), List.of());
    return new MessageType(kept.getName(), kept.getFields());
  }

  private GroupType kept(GroupType group, List<String> path) {
    List<Type> fields = new ArrayList<>();
    for (Type field : group.getFields()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(field.getName());
      if (sinks.containsKey(inner)) {
        fields.add(field);
      } else if (sinks.keySet().stream().anyMatch(wanted -> isInside(wanted, inner))) {
        fields.add(kept(field.asGroupType(), inner));
      }
    }
    return group.withNewFields(fields);
  }

  private static boolean isInside(List<String> path, List<String> outer) {
    return path.size() > outer.size() && path.subList(0, outer.size()).equals(outer);
  }

  /** Leads the values of rows here. */
  RowAssembly assembly(MessageType read) {
    return new RowAssembly(read, sinks);
  }

  /** Begins a row. */
  void reset() {
    sinks.values().forEach(all -> all.forEach(Sink::reset));
  }

  /** The row that was read. */
  ColumnarRow row(RowOrigin origin) {
    return new ColumnarRow(origin, id.get(), label.get(), order.get(), cells(input), cells(target));
  }

  private static List<Cells> cells(List<Supplier<Cells>> suppliers) {
    List<Cells> cells = new ArrayList<>(suppliers.size());
    suppliers.forEach(each -> cells.add(each.get()));
    return cells;
  }
}
