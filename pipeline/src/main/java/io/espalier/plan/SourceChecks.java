package io.espalier.plan;

import io.espalier.data.Anchor;
import io.espalier.data.Task;
import io.espalier.plan.SourcePlan.Columns;
import io.espalier.plan.SourcePlan.Format;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a source must say for its format and the task. */
final class SourceChecks {
  private static final Set<Task> LABELS_OR_NUMBERS = Set.of(Task.CLASSIFICATION, Task.REGRESSION);
  private static final Set<Task> LABELS_OR_TOKENS =
      Set.of(Task.CLASSIFICATION, Task.LANGUAGE_MODEL);
  private static final Map<Format, Set<Task>> TASKS =
      Map.of(
          Format.WIDE, LABELS_OR_NUMBERS,
          Format.LONG, Set.of(Task.values()),
          Format.TS, LABELS_OR_NUMBERS,
          Format.LABELLED_TEXT, Set.of(Task.CLASSIFICATION, Task.REGRESSION, Task.LANGUAGE_MODEL),
          Format.TEXT, Set.of(Task.LANGUAGE_MODEL),
          Format.PARQUET, Set.of(Task.values()),
          Format.CONTROL_CHARTS, Set.of(Task.CLASSIFICATION),
          Format.REBER, LABELS_OR_TOKENS,
          Format.EMBEDDED_REBER, LABELS_OR_TOKENS);

  private SourceChecks() {}

  static void check(Plan plan, Section data) {
    Section source = data.group("source");
    if (!data.problems().isSound("data.source.format")) {
      return;
    }
    SourcePlan given = plan.data().source();
    files(given, source);
    splits(plan.data(), data);
    Task task = plan.data().task();
    if (!data.problems().isSound("data.task")) {
      return;
    }
    if (plan.data().windows().anchor() != Anchor.NONE) {
      difference(given.columns(), task, data);
    }
    Set<Task> tasks = TASKS.get(given.format());
    if (!tasks.contains(task)) {
      String names = new TreeSet<>(tasks).stream().map(Names::of).collect(Collectors.joining(", "));
      data.wrong(
          "task",
          "must be %s with data.source.format = %s"
              .formatted(tasks.size() == 1 ? names : "one of " + names, Names.of(given.format())));
    } else if (given.format() == Format.LONG || given.format() == Format.PARQUET) {
      columns(given, task, source);
    }
  }

  private static void files(SourcePlan given, Section source) {
    String format = Names.of(given.format());
    if (!given.format().isGenerated()) {
      if (given.train().isEmpty()) {
        source.say("train", "is required: files or globs in format " + format);
      }
      return;
    }
    for (String key : new String[] {"train", "validation", "test"}) {
      if (source.isGiven(key) && !source.read(key, TextShapes.texts()).isEmpty()) {
        source.wrong(key, "must be empty, because %s is generated".formatted(format));
      }
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
    if (task != Task.FORECAST) {
      data.wrong(
          "difference", "must be false for %s: it is for forecast only".formatted(Names.of(task)));
    } else if (!unseen.isEmpty() && !columns.input().isEmpty()) {
      data.wrong(
          "difference",
          "must be false unless every target is among data.source.features, which lack %s"
              .formatted(String.join(", ", unseen)));
    }
  }

  private static void columns(SourcePlan given, Task task, Section source) {
    Columns columns = given.columns();
    String format = Names.of(given.format());
    if (columns.input().isEmpty()) {
      source.say("features", "is required for %s: the feature columns".formatted(format));
    }
    if (columns.input().size() > 1 && task == Task.LANGUAGE_MODEL) {
      source.wrong("features", "must be one column of tokens for language-model");
    }
    if (columns.label().isEmpty() && task == Task.CLASSIFICATION) {
      source.say("label", "is required for classification from %s: the column".formatted(format));
    }
    if (columns.target().isEmpty() && (task == Task.REGRESSION || task == Task.FORECAST)) {
      source.say(
          "target",
          "is required for %s from %s: the columns to predict".formatted(Names.of(task), format));
    }
  }
}
