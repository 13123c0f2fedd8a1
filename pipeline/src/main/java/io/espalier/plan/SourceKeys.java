package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.TextShapes.choice;
import static io.espalier.plan.TextShapes.text;
import static io.espalier.plan.TextShapes.texts;

import io.espalier.data.SourceFormat;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.plan.SourcePlan.Generator;
import java.util.List;

/** Declares {@code data.source}. */
final class SourceKeys {
  private static final ValueShape<String> DELIMITER =
      text()
          .where(
              given -> given.equals("auto") || given.codePointCount(0, given.length()) == 1,
              "one character or auto");

  private SourceKeys() {}

  static SourcePlan source(Keys<SourcePlan> source) {
    ValueShape<SourceFormat> formats = choice(SourceFormat.registered());
    SourceFormat format =
        source.key("format", formats.required(formats.range()), SourcePlan::format);
    Keys<Generator> generator = source.part(SourcePlan::generator);
    return new SourcePlan(
        format,
        source.key("train", texts(), SourcePlan::train),
        source.key("validation", texts(), SourcePlan::validation),
        source.key("test", texts(), SourcePlan::test),
        columns(source.part(SourcePlan::columns), input(source, format)),
        new Generator(
            generator.key("count", integer(atLeast(1), 100_000_000), Generator::count),
            generator.key("length", integer(atLeast(1), 1_000_000), Generator::length)));
  }

  private static Columns columns(Keys<Columns> source, List<String> input) {
    return new Columns(
        source.key("delimiter", DELIMITER, Columns::delimiter),
        source.key("id", text(), Columns::id),
        source.key("order", text(), Columns::order),
        input,
        source.key("label", text(), Columns::label),
        source.key("target", texts(), Columns::target));
  }

  /** Columns of features, or the one of text; a format has one or the other. */
  private static List<String> input(Keys<SourcePlan> source, SourceFormat format) {
    List<String> features =
        source.key(
            "features",
            texts(),
            plan -> plan.format().hasTextColumn() ? List.of() : plan.columns().input());
    String text =
        source.key(
            "text",
            text(),
            plan -> plan.format().hasTextColumn() ? String.join("", plan.columns().input()) : "");
    List<String> column = text.isEmpty() ? List.of() : List.of(text);
    return format.hasTextColumn() ? column : features;
  }
}
