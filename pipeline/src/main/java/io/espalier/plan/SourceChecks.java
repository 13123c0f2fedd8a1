package io.espalier.plan;

import io.espalier.data.Anchor;
import io.espalier.data.Extent;
import io.espalier.data.SourceFormat;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import io.espalier.data.raw.Dialect;
import io.espalier.data.raw.ReadOptions.Columns;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a source must say for its format and the task. */
final class SourceChecks {
  private static final long MOST_GENERATED = 1_000_000_000;

  private SourceChecks() {}

  static void check(Plan plan, Section data) {
    Section source = data.group("source");
    if (!data.problems().isSound("data.source.format")) {
      return;
    }
    SourcePlan given = plan.data().source();
    files(given, source);
    marks(given.columns().dialect(), source);
    given.format().unheeded().stream()
        .sorted()
        .filter(source::isChanged)
        .forEach(
            key ->
                source.wrong(
                    key,
                    "must be left out: data.source.format = %s does not heed it"
                        .formatted(given.format().name())));
    GroupingChecks.check(given.columns().grouping(), source);
    splits(plan.data(), data);
    Task task = plan.data().task();
    if (!data.problems().isSound("data.task")) {
      return;
    }
    if (plan.data().windows().anchor() != Anchor.NONE) {
      difference(given.columns(), task, data);
    }
    SourceFormat format = given.format();
    if (!format.serves(task)) {
      List<String> served =
          Task.registered().members().stream().filter(format::serves).map(Task::name).toList();
      data.wrong(
          "task",
          "must be %s%s with data.source.format = %s"
              .formatted(
                  served.size() == 1 ? "" : "one of ", String.join(", ", served), format.name()));
    } else if (format.needsColumns()) {
      columns(given, task, source);
    }
  }

  private static void files(SourcePlan given, Section source) {
    String format = given.format().name();
    if (!given.format().isGenerated()) {
      if (given.train().isEmpty()) {
        source.say("train", "is required: files or globs in format " + format);
      }
      return;
    }
    generated(given.generator(), source);
    for (String key : new String[] {"train", "validation", "test"}) {
      if (source.isGiven(key) && !source.read(key, TextShapes.texts()).isEmpty()) {
        source.wrong(key, "must be empty, because %s is generated".formatted(format));
      }
    }
  }

  /** Marks of one text must differ. */
  private static void marks(Dialect dialect, Section source) {
    Map<String, String> keys = new HashMap<>();
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put("quote", dialect.quote());
    marks.put("delimiter", dialect.delimiter());
    marks.put("escape", dialect.escape());
    marks.put("comment", dialect.comment());
    marks.put("decimal", dialect.notation().decimal());
    marks.forEach(
        (key, mark) -> {
          String other = mark.isEmpty() ? "" : keys.getOrDefault(mark, "");
          if (!other.isEmpty()) {
            source.wrong(key, "must differ from data.source." + other);
          }
          keys.putIfAbsent(mark, key);
        });
  }

  private static void generated(SourcePlan.Generator generator, Section source) {
    long steps = (long) generator.count() * generator.length();
    if (source.problems().isSound("data.source.count", "data.source.length")
        && steps > MOST_GENERATED) {
      source.wrong(
          "count",
          "and data.source.length = %d make %,d steps: must be %,d at most"
              .formatted(generator.length(), steps, MOST_GENERATED));
    }
  }

  private static void splits(DataPlan plan, Section data) {
    boolean validation = plan.source().validation().isEmpty();
    boolean test = plan.source().test().isEmpty();
    if (!data.problems().isSound("data.validation", "data.test")) {
      return;
    }
    if (validation && plan.splits().validation() == 0) {
      data.wrong("validation", "must be greater than 0 without data.source.validation");
    }
    if (test && plan.splits().test() == 0) {
      data.wrong("test", "must be greater than 0 without data.source.test");
    }
    double taken =
        (validation ? plan.splits().validation() : 0) + (test ? plan.splits().test() : 0);
    if (taken >= 1) {
      data.wrong(
          "validation", "and data.test must leave sequences to train on: less than 1 in all");
    }
  }

  private static void difference(Columns columns, Task task, Section data) {
    List<String> unseen =
        columns.target().stream().filter(name -> !columns.input().contains(name)).toList();
    if (task.extent() != Extent.SERIES) {
      data.wrong(
          "difference", "must be false for %s: it is for forecast only".formatted(task.name()));
    } else if (!unseen.isEmpty() && !columns.input().isEmpty()) {
      data.wrong(
          "difference",
          "must be false unless every target is among data.source.features, which lack %s"
              .formatted(String.join(", ", unseen)));
    }
  }

  private static void columns(SourcePlan given, Task task, Section source) {
    Columns columns = given.columns();
    String format = given.format().name();
    if (columns.input().isEmpty()) {
      source.say("features", "is required for %s: the feature columns".formatted(format));
    }
    if (columns.input().size() > 1 && task.truth() == Truth.NEXT_TOKEN) {
      source.wrong("features", "must be one column of tokens for " + task.name());
    }
    if (columns.label().isEmpty() && task.truth() == Truth.LABEL) {
      source.say("label", "is required for %s from %s: the column".formatted(task.name(), format));
    }
    if (columns.target().isEmpty() && task.truth() == Truth.NUMBERS) {
      source.say(
          "target",
          "is required for %s from %s: the columns to predict".formatted(task.name(), format));
    }
  }
}
