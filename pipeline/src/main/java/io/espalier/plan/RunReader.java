package io.espalier.plan;

import io.espalier.model.Names;
import io.espalier.model.NearestNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code run}, {@code recover}, {@code evaluate} and {@code export}. */
final class RunReader {
  private RunReader() {}

  static RunPlan run(Section run) {
    String name = run.text("name");
    if (name.isEmpty() && run.problems().isSound("run.name")) {
      run.say("name", "is required: it names the run's folder in the store");
    } else if (!name.isEmpty() && !name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      run.wrong(
          "name",
          "must be letters, digits, '-', '_' and '.', and begin with a letter, digit or '_'");
    }
    String store = run.text("store");
    if (store.isBlank()) {
      run.wrong("store", "must be a folder on any Hadoop file system");
    }
    return new RunPlan(name, run.whole("seed", Interval.ANY), store);
  }

  static RecoverPlan recover(Section recover) {
    return new RecoverPlan(
        recover.integer("epochs", Interval.atLeast(0)),
        recover.group("early-stopping").integer("patience", Interval.atLeast(0)),
        recover.number("learning-rate", Interval.atLeast(0)),
        recover.number("sparse-above", Interval.upTo(0, 1)));
  }

  static EvaluatePlan evaluate(Section evaluate) {
    return new EvaluatePlan(
        evaluate.integer("calibration", Interval.atLeast(1)),
        evaluate.integer("batch-size", Interval.atLeast(1)),
        evaluate.size("keep-outputs"));
  }

  static ExportPlan export(Section export) {
    List<String> names = Stream.of(ExportPlan.Format.values()).map(Names::of).toList();
    Set<ExportPlan.Format> formats = new LinkedHashSet<>();
    List<String> given = export.texts("formats");
    for (String name : given) {
      if (names.contains(name)) {
        formats.add(ExportPlan.Format.values()[names.indexOf(name)]);
      } else {
        export.say(
            "formats",
            "must be a list of %s, got '%s'%s"
                .formatted(String.join(", ", names), name, NearestNames.question(name, names)));
      }
    }
    if (given.isEmpty() && export.problems().isSound("export.formats")) {
      export.wrong("formats", "must name at least one of " + String.join(", ", names));
    }
    return new ExportPlan(formats);
  }
}
