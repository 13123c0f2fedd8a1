package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.Interval.upTo;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.NumberShapes.number;
import static io.espalier.plan.NumberShapes.size;
import static io.espalier.plan.NumberShapes.whole;
import static io.espalier.plan.TextShapes.choice;
import static io.espalier.plan.TextShapes.choices;
import static io.espalier.plan.TextShapes.text;

import java.util.ArrayList;
import java.util.List;

/** Declares every key of a configuration. */
final class PlanKeys {
  private static final ValueShape<String> STORE =
      text().where(store -> !store.isBlank(), "a folder on any Hadoop file system");

  /** File systems end at 143 or 255 bytes; locks and files being written have longer names. */
  private static final int LONGEST_NAME = 100;

  private static final ValueShape<String> NAME =
      text()
          .where(
              name -> name.length() <= LONGEST_NAME && !name.endsWith("."),
              "at most %d characters, the last one no '.'".formatted(LONGEST_NAME))
          .where(
              name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*"),
              "letters, digits, '-', '_' and '.', and begin with a letter, digit or '_'")
          .required("it names the run's folder in the store");

  private PlanKeys() {}

  static Plan plan(Keys<Plan> plan) {
    return new Plan(
        run(plan.group("run", Plan::run)),
        DataKeys.data(plan.group("data", Plan::data)),
        NetworkKeys.network(plan.group("network")),
        TrainKeys.train(plan.group("train", Plan::train)),
        PruneKeys.prune(plan.group("prune", Plan::prune)),
        recover(plan.group("recover", Plan::recover)),
        evaluate(plan.group("evaluate", Plan::evaluate)),
        export(plan.group("export", Plan::export)));
  }

  /** All keys with what documents them, in the order in which they are declared. */
  static List<DeclaredKey> all() {
    List<DeclaredKey> keys = new ArrayList<>();
    plan(new DeclaredKeys<>("", PlanReader.reference(), keys));
    return List.copyOf(keys);
  }

  private static RunPlan run(Keys<RunPlan> run) {
    return new RunPlan(
        run.key("name", NAME, RunPlan::name),
        run.key("seed", whole(Interval.ANY), RunPlan::seed),
        run.key("store", STORE, RunPlan::store));
  }

  private static RecoverPlan recover(Keys<RecoverPlan> recover) {
    return new RecoverPlan(
        recover.key("epochs", integer(atLeast(0), 1_000_000), RecoverPlan::epochs),
        recover.group("early-stopping").key("patience", integer(atLeast(0)), RecoverPlan::patience),
        recover.key("learning-rate", number(atLeast(0)), RecoverPlan::learningRate),
        recover.key("sparse-above", number(upTo(0, 1)), RecoverPlan::sparseAbove),
        ObjectiveKeys.objective(recover.part(RecoverPlan::objective), TeacherShape.file()),
        rewind(recover.part(RecoverPlan::rewind)));
  }

  private static RewindPlan rewind(Keys<RewindPlan> recover) {
    return new RewindPlan(
        recover.key("from", choice(RewindPlan.From.class), RewindPlan::from),
        recover.key("rewind-epoch", integer(atLeast(1), 1_000_000), RewindPlan::epoch));
  }

  private static EvaluatePlan evaluate(Keys<EvaluatePlan> evaluate) {
    return new EvaluatePlan(
        evaluate.key("calibration", integer(atLeast(1)), EvaluatePlan::calibration),
        evaluate.key("batch-size", integer(atLeast(1), 1_000_000), EvaluatePlan::batchSize),
        evaluate.key("keep-outputs", size(), EvaluatePlan::keepOutputs),
        EvaluateKeys.require(evaluate.group("require", EvaluatePlan::require)),
        EvaluateKeys.robustness(evaluate.group("robustness", EvaluatePlan::robustness)));
  }

  private static ExportPlan export(Keys<ExportPlan> export) {
    return new ExportPlan(
        export.key("formats", choices(ExportPlan.Format.class), ExportPlan::formats),
        export.key("to", text(), ExportPlan::to));
  }
}
