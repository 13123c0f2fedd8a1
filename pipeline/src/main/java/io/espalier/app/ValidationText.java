package io.espalier.app;

import io.espalier.cluster.spark.MemoryBudget;
import io.espalier.cluster.spark.MemoryCheck;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanHocon;
import io.espalier.run.CarriedNormaliser;
import io.espalier.run.Experiment;
import io.espalier.run.NetworkText;
import io.espalier.run.PruningText;
import java.util.stream.Collectors;

/** What {@code validate} says of a plan that holds. */
final class ValidationText {
  private ValidationText() {}

  static String of(
      Plan plan, Experiment.Checked checked, CarriedNormaliser normaliser, MemoryCheck memory) {
    ParameterLayout layout = checked.start().network().layout();
    Mask mask = checked.start().mask();
    return PlanHocon.of(plan)
        + "\ndata\n"
        + StageTexts.dataset(checked.dataset())
        + "\nnetwork\n"
        + NetworkText.describe(layout)
        + (normaliser.said().isEmpty() ? "" : "\n" + normaliser.said() + "\n")
        + (mask.isAll() ? "" : "\npruned already; what is pruned stays so in training\n")
        + (mask.isAll() ? "" : NetworkText.density(layout, mask))
        + "\npruning\n"
        + PruningText.describe(plan.prune(), checked.start())
        + "\nmemory\n"
        + memory.processes(plan, layout, checked.dataset().info()).stream()
            .map(MemoryBudget::table)
            .collect(Collectors.joining())
        + "\nThe plan, the data, the network and the memory fit.\n";
  }
}
