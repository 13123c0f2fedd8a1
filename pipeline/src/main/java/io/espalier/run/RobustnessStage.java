package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.data.StableHash;
import io.espalier.model.InputException;
import io.espalier.plan.Plan;
import io.espalier.plan.RobustnessPlan;
import io.espalier.run.Evaluator.Disturbed;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import java.util.List;

/**
 * How good a network is on test data that is disturbed.
 *
 * @param place what the network is called
 */
record RobustnessStage(EvaluateStage.Setting setting, String place, Stage<Trained> network)
    implements Stage<List<Disturbed>> {
  private static final String FILE = "robustness.json";

  /** What the file holds. */
  private record Found(List<Disturbed> disturbed) {}

  /**
   * Makes sure that the plan's data can be disturbed as it says.
   *
   * @throws InputException if it cannot
   */
  static void check(Plan plan, DatasetInfo info) {
    asked(plan)
        .misplaced(info.input().isTokens(), info.task().truth())
        .ifPresent(
            why -> {
              throw new InputException("evaluate.robustness." + why);
            });
  }

  private static RobustnessPlan asked(Plan plan) {
    return plan.evaluate().robustness();
  }

  @Override
  public String kind() {
    return "robustness";
  }

  @Override
  public String label() {
    return place + " · robustness";
  }

  @Override
  public List<Object> identity() {
    return List.of(asked(setting.plan()), setting.plan().evaluate().batchSize(), seed());
  }

  private long seed() {
    return StableHash.of(setting.plan().run().seed(), "robustness");
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(network);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Trained trained = inputs.of(network);
    List<Disturbed> disturbed =
        setting
            .evaluator()
            .disturb(
                setting.plan().run().name() + " · " + label(),
                setting.admitted(trained),
                setting.readBy(trained),
                Split.TEST,
                asked(setting.plan()),
                seed());
    into.write(FILE, Json.write(new Found(disturbed)));
  }

  @Override
  public List<Disturbed> read(Files files) {
    return Json.read(files.read(FILE), Found.class, FILE).disturbed();
  }
}
