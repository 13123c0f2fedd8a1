package io.espalier.cluster;

import io.espalier.data.Task;
import io.espalier.model.InputException;
import io.espalier.plan.DataPlan;
import io.espalier.plan.SourcePlan;
import io.espalier.plan.SourcePlan.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which formats serve which tasks, and the columns that they need. */
final class SourceChecks {
  private SourceChecks() {}

  /**
   * Checks a plan before anything is read.
   *
   * @throws InputException with all problems
   */
  static void check(DataPlan plan) {
    SourcePlan source = plan.source();
    List<String> problems = new ArrayList<>();
    if (!tasks(source.format()).contains(plan.task())) {
      problems.add(
          "data.source.format = %s cannot serve data.task = %s, only %s"
              .formatted(
                  word(source.format()),
                  word(plan.task()),
                  String.join(
                      ", ",
                      tasks(source.format()).stream().map(SourceChecks::word).sorted().toList())));
    }
    if (source.format() == Format.LONG || source.format() == Format.PARQUET) {
      checkColumns(plan.task(), source, problems);
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private static void checkColumns(Task task, SourcePlan source, List<String> problems) {
    String format = word(source.format());
    if (source.columns().input().isEmpty()) {
      problems.add(
          "data.source.features must name at least one column for data.source.format = " + format);
    }
    if (task == Task.CLASSIFICATION && source.columns().label().isEmpty()) {
      problems.add("data.source.label must name a column for classification from " + format);
    }
    if ((task == Task.REGRESSION || task == Task.FORECAST) && source.columns().target().isEmpty()) {
      problems.add(
          "data.source.target must name at least one column for %s from %s"
              .formatted(word(task), format));
    }
    if (task == Task.LANGUAGE_MODEL && source.columns().input().size() > 1) {
      problems.add(
          "data.source.features must name one column of tokens for language-model, got "
              + String.join(", ", source.columns().input()));
    }
  }

  private static Set<Task> tasks(Format format) {
    return switch (format) {
      case WIDE, TS -> Set.of(Task.CLASSIFICATION, Task.REGRESSION);
      case LONG, PARQUET -> Set.of(Task.values());
      case LABELLED_TEXT -> Set.of(Task.CLASSIFICATION, Task.REGRESSION, Task.LANGUAGE_MODEL);
      case TEXT -> Set.of(Task.LANGUAGE_MODEL);
      case CONTROL_CHARTS -> Set.of(Task.CLASSIFICATION);
      case REBER, EMBEDDED_REBER -> Set.of(Task.CLASSIFICATION, Task.LANGUAGE_MODEL);
    };
  }

  /** How the configuration spells a choice. */
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
