package io.espalier.plan;

import io.espalier.data.SourceFormat;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.plan.SourcePlan.Generator;
import java.util.List;

/** Reads {@code data.source}. */
final class SourceReader {
  private SourceReader() {}

  static SourcePlan source(Section source) {
    SourceFormat format = source.choice("format", SourceFormat.registered());
    return new SourcePlan(
        format,
        source.texts("train"),
        source.texts("validation"),
        source.texts("test"),
        columns(source, format),
        new Generator(
            source.integer("count", Interval.atLeast(1)),
            source.integer("length", Interval.atLeast(1))));
  }

  private static Columns columns(Section source, SourceFormat format) {
    String delimiter = source.text("delimiter");
    if (!delimiter.equals("auto") && delimiter.codePointCount(0, delimiter.length()) != 1) {
      source.wrong("delimiter", "must be one character or auto");
    }
    List<String> features = source.texts("features");
    String text = source.text("text");
    List<String> input =
        format.hasTextColumn() ? (text.isEmpty() ? List.of() : List.of(text)) : features;
    return new Columns(
        delimiter,
        source.text("id"),
        source.text("order"),
        input,
        source.text("label"),
        source.texts("target"));
  }
}
