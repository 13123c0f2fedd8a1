package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.TextShapes.choice;
import static io.espalier.plan.TextShapes.text;
import static io.espalier.plan.TextShapes.texts;

import io.espalier.data.SourceFormat;
import io.espalier.data.SourceFormat.Content;
import io.espalier.data.join.Grouping;
import io.espalier.data.join.IdScope;
import io.espalier.data.join.OrderType;
import io.espalier.data.join.StepOrder;
import io.espalier.data.raw.Dialect;
import io.espalier.data.raw.Dialect.Notation;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.model.Names;
import io.espalier.plan.SourcePlan.Generator;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Declares {@code data.source}. */
final class SourceKeys {
  private static final String DELIMITED =
      "delimited text is wide (a series a row), long (a time step a row) or labelled-text (a text"
          + " and its label a row)";

  private static final String UNREAD = "it is not read: write CSV (wide or long) or Parquet";

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "csv", DELIMITED,
          "tsv", DELIMITED,
          "delimited", DELIMITED,
          "txt", "plain text for language models is text; " + DELIMITED,
          "json", UNREAD,
          "jsonl", UNREAD,
          "arff", UNREAD,
          "xlsx", UNREAD,
          "avro", UNREAD,
          "orc", UNREAD);

  private static final ValueShape<String> DELIMITER =
      text()
          .where(
              given -> given.equals("auto") || isMark(given) && !given.equals("\""),
              "auto, or one character that is no letter, digit, sign, point, quote or line break");

  private static final ValueShape<String> MARK =
      text()
          .where(
              given -> given.isEmpty() || isMark(given),
              "empty, or one character that is no letter, digit, sign, point or line break");

  private static final ValueShape<String> ENCODING =
      text()
          .where(
              SourceKeys::isEncoding,
              "the name of an encoding, for example UTF-8, UTF-16, ISO-8859-1 or windows-1252");

  private static final ValueShape<String> DECIMAL =
      text().where(given -> given.equals(".") || given.equals(","), "\".\" or \",\"");

  private static final ValueShape<Content> CONTENT =
      choice(List.of("auto", "numbers", "tokens"))
          .as(
              name ->
                  name.equals("auto")
                      ? Content.EITHER
                      : Content.valueOf(name.toUpperCase(Locale.ROOT)),
              content -> content == Content.EITHER ? "auto" : Names.of(content));

  private static final ValueShape<String> PATTERN =
      text()
          .where(
              given -> given.isEmpty() || StepOrder.isPattern(given),
              "a pattern of dates or times that tells them apart, such as \"M/d/yyyy h:mm a\"");

  private SourceKeys() {}

  static SourcePlan source(Keys<SourcePlan> source) {
    ValueShape<SourceFormat> formats = hinted(choice(SourceFormat.registered()));
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

  /** Says what stands for a format that many ask for by another name. */
  private static ValueShape<SourceFormat> hinted(ValueShape<SourceFormat> formats) {
    return new ValueShape<>(
        formats.range(),
        given -> {
          String name = given.text().orElse("").toLowerCase(Locale.ROOT);
          return OTHER_NAMES.containsKey(name)
              ? given.wrong("must be " + formats.range(), "; " + OTHER_NAMES.get(name))
              : formats.read(given);
        },
        formats.writer(),
        formats.standIn());
  }

  private static Columns columns(Keys<Columns> source, List<String> input) {
    return new Columns(
        dialect(source.part(Columns::dialect)),
        grouping(source.part(Columns::grouping)),
        input,
        source.key("label", text(), Columns::label),
        source.key("target", texts(), Columns::target));
  }

  private static Dialect dialect(Keys<Dialect> source) {
    Keys<Notation> notation = source.part(Dialect::notation);
    return new Dialect(
        source.key("delimiter", DELIMITER, Dialect::delimiter),
        source.key("quote", MARK, Dialect::quote),
        source.key("escape", MARK, Dialect::escape),
        source.key("comment", MARK, Dialect::comment),
        source.key("encoding", ENCODING, Dialect::encoding),
        new Notation(
            notation.key("decimal", DECIMAL, Notation::decimal),
            notation.key("missing-markers", texts(), Notation::missing),
            notation.key("content", CONTENT, Notation::content)));
  }

  private static boolean isMark(String given) {
    return given.length() == 1
        && !Character.isLetterOrDigit(given.charAt(0))
        && !Character.isSurrogate(given.charAt(0))
        && "\n\r\u0000\u0085\u2028\u2029+-.".indexOf(given) < 0;
  }

  private static boolean isEncoding(String given) {
    try {
      return Charset.isSupported(given);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }

  private static Grouping grouping(Keys<Grouping> source) {
    return new Grouping(
        source.key("id", text(), Grouping::id),
        source.key("id-scope", choice(IdScope.class), Grouping::scope),
        source.key("order", text(), Grouping::column),
        order(source.part(Grouping::order)));
  }

  private static StepOrder order(Keys<StepOrder> source) {
    return new StepOrder(
        source.key("order-type", choice(OrderType.class), StepOrder::type),
        source.key("order-pattern", PATTERN, StepOrder::pattern));
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
