package io.espalier.run;

import io.espalier.data.Split;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.PrunePlan;
import io.espalier.prune.Pruner;
import io.espalier.run.Evaluator.Evaluation;
import io.espalier.run.Evaluator.Reference;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The dense network with one part of it pruned to several sparsities, without recovery.
 *
 * @param plan of a pruning of that part alone
 * @param part its name
 * @param gate the only one of it; all where empty
 */
record SensitivityStage(
    EvaluateStage.Setting setting,
    Stage<Trained> dense,
    Stage<Ranking> ranking,
    PrunePlan plan,
    String part,
    String gate)
    implements Stage<PartSensitivity> {
  private static final String EVALUATIONS = "evaluations.json";

  @Override
  public String kind() {
    return "sensitivity";
  }

  @Override
  public String label() {
    return "sensitivity · " + part + (gate.isEmpty() ? "" : " · " + gate) + " · " + ranking.label();
  }

  @Override
  public List<Object> identity() {
    return List.of(
        plan.measure(),
        plan.groups(),
        plan.budget().keepAtLeast() > 0 ? "keeps one" : "keeps none",
        Sensitivity.SPARSITIES,
        setting.plan().evaluate().batchSize());
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(ranking, dense);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Trained network = inputs.of(dense);
    ParameterLayout layout = network.network().network().layout();
    Pruner pruner = PruningRule.of(at(0), layout);
    List<Evaluation> evaluations = new ArrayList<>();
    long before = -1;
    for (double wanted : Sensitivity.SPARSITIES) {
      double sparsity =
          Math.max(pruner.gone(layout, network.mask()), Math.min(wanted, pruner.most()));
      long count = Math.round(sparsity * pruner.eligible());
      if (count == before) {
        evaluations.add(evaluations.get(evaluations.size() - 1));
        continue;
      }
      before = count;
      Trained pruned =
          PruneStage.pruned(at(sparsity), network, inputs.of(ranking).scores(), layout);
      evaluations.add(
          setting
              .evaluator()
              .evaluate(
                  setting.plan().run().name() + " · " + label(),
                  setting.admitted(pruned),
                  new Reference.None(),
                  setting.readBy(pruned),
                  Split.VALIDATION));
    }
    into.write(
        EVALUATIONS, Json.write(new PartSensitivity(part, gate, pruner.eligible(), evaluations)));
  }

  private Pruning at(double sparsity) {
    return new Pruning(plan, 1, 1, sparsity, sparsity);
  }

  @Override
  public PartSensitivity read(Files files) {
    return Json.read(files.read(EVALUATIONS), PartSensitivity.class, EVALUATIONS);
  }
}
