package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.model.InputException;
import io.espalier.model.LayerSpec;
import io.espalier.plan.EvaluatePlan;
import io.espalier.plan.NetworkPlan;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan;
import io.espalier.plan.PrunePlan.BudgetPlan;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.GroupPlan;
import io.espalier.plan.PrunePlan.Measure;
import io.espalier.plan.PrunePlan.Moving;
import io.espalier.plan.PrunePlan.NormaliseType;
import io.espalier.plan.PrunePlan.PassesPlan;
import io.espalier.plan.PrunePlan.SchedulePlan;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.plan.PrunePlan.When;
import io.espalier.plan.RecoverPlan;
import io.espalier.plan.RequirePlan;
import io.espalier.plan.RewindPlan;
import io.espalier.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Experiments beside a plan's own that say what its pruning is worth. */
public final class Controls {
  /** Steps of the factor by which a smaller network's units are multiplied. */
  private static final int FACTORS = 1000;

  private final Plan plan;

  private Controls(Plan plan) {
    this.plan = plan;
  }

  /**
   * @param name what it is
   * @param plan that makes it; its result is the last network
   */
  public record Control(String name, Plan plan) {}

  /**
   * @param name of the control, or of the plan's own result
   * @param nonzeros parameters that are not 0
   * @param test metrics on test data, by name
   */
  public record ControlResult(String name, long nonzeros, Map<String, Double> test) {
    /** That of a run. */
    public static ControlResult of(String name, RunSummary summary) {
      RunSummary.FinalResult last = summary.last().orElseThrow();
      return new ControlResult(name, last.size().nonzeros(), last.test());
    }
  }

  /**
   * Makes sure that there are controls to a plan.
   *
   * @throws InputException if its sparsity is not its own
   */
  public static void check(Plan plan) {
    if (plan.prune().until().isPresent() || !plan.prune().passes().each().isEmpty()) {
      throw new InputException(
          "controls are for one pruning with a sparsity of its own: leave prune.until and"
              + " prune.passes out, or give the sparsity that was found as"
              + " prune.schedule.sparsity");
    }
  }

  /**
   * The controls of a plan.
   *
   * @param nonzeros parameters of its result that are not 0
   */
  public static List<Control> of(Plan plan, DatasetInfo data, long nonzeros) {
    Controls controls = new Controls(plan);
    List<Control> all = new ArrayList<>();
    PrunePlan prune = plan.prune();
    if (!prune.criterion().equals("random")) {
      Measure random = new Measure("random", prune.measure().normalise());
      PrunePlan randomly =
          new PrunePlan(
              random,
              prune.groups(),
              prune.budget(),
              prune.schedule(),
              prune.passes(),
              prune.moving());
      all.add(controls.control("random mask", "random", plan.network(), randomly, plan.recover()));
    }
    if (prune.moving().when() == When.LEVELS
        && plan.recover().epochs() > 0
        && plan.recover().rewind().from() != RewindPlan.From.FRESH) {
      RecoverPlan fresh =
          controls.recover(plan.recover().epochs(), new RewindPlan(RewindPlan.From.FRESH, 1));
      all.add(
          controls.control("fresh weights at every level", "fresh", plan.network(), prune, fresh));
    }
    RecoverPlan longer = controls.recover(controls.epochs(), RewindPlan.NONE);
    all.add(
        controls.control(
            "dense, as many epochs", "dense", plan.network(), controls.unpruned(), longer));
    controls
        .small(data, nonzeros)
        .ifPresent(
            network ->
                all.add(
                    controls.control(
                        "dense, as many parameters",
                        "small",
                        network,
                        controls.unpruned(),
                        longer)));
    return all;
  }

  private Control control(
      String name, String suffix, NetworkPlan network, PrunePlan prune, RecoverPlan recover) {
    RunPlan run = plan.run();
    EvaluatePlan evaluate = plan.evaluate();
    return new Control(
        name,
        new Plan(
            new RunPlan(run.name() + "-control-" + suffix, run.seed(), run.store()),
            plan.data(),
            network,
            plan.train(),
            prune,
            recover,
            new EvaluatePlan(
                evaluate.calibration(),
                evaluate.batchSize(),
                evaluate.keepOutputs(),
                RequirePlan.NOTHING,
                evaluate.robustness()),
            plan.export()));
  }

  private RecoverPlan recover(int epochs, RewindPlan rewind) {
    RecoverPlan recover = plan.recover();
    return new RecoverPlan(
        epochs,
        recover.patience(),
        recover.learningRate(),
        recover.sparseAbove(),
        recover.objective(),
        rewind);
  }

  /** All epochs of recovery. */
  private int epochs() {
    int each = plan.recover().epochs();
    return switch (plan.prune().moving().when()) {
      case START -> 0;
      case TRAINING -> each;
      case LEVELS ->
          plan.prune().groups().granularity() == GranularityType.N_OF_M
              ? each
              : Math.multiplyExact(each, plan.prune().schedule().levels());
    };
  }

  /** A pruning of nothing. */
  private PrunePlan unpruned() {
    GroupPlan groups = plan.prune().groups();
    return new PrunePlan(
        new Measure("magnitude-l1", NormaliseType.AUTO),
        new GroupPlan(GranularityType.WEIGHT, groups.block(), groups.nOfM(), Set.of(), List.of()),
        new BudgetPlan(Scope.GLOBAL, Map.of(), 0),
        new SchedulePlan("one-shot", 1, 0),
        PassesPlan.NONE,
        Moving.LEVELS);
  }

  /** The network whose units are the largest share of the plan's that costs no more. */
  private Optional<NetworkPlan> small(DatasetInfo data, long nonzeros) {
    if (plan.network().isGiven()) {
      return Optional.empty();
    }
    int low = 1;
    int high = FACTORS;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      boolean fits = NetworkBuilder.network(scaled(middle), data).layout().length() <= nonzeros;
      low = fits ? middle : low;
      high = fits ? high : middle - 1;
    }
    return Optional.of(scaled(low));
  }

  private NetworkPlan scaled(int factor) {
    NetworkPlan network = plan.network();
    return new NetworkPlan(
        network.from(),
        network.layers().stream().map(layer -> scaled(layer, factor)).toList(),
        network.pooling());
  }

  private static LayerSpec scaled(LayerSpec layer, int factor) {
    if (layer instanceof LayerSpec.Recurrent cell) {
      return new LayerSpec.Recurrent(
          cell.cell(), units(cell.units(), factor), cell.bidirectional(), cell.forgetBias());
    } else if (layer instanceof LayerSpec.Embedding embedding) {
      return new LayerSpec.Embedding(units(embedding.units(), factor));
    } else if (layer instanceof LayerSpec.Dense dense) {
      return new LayerSpec.Dense(units(dense.units(), factor));
    }
    return layer;
  }

  private static int units(int units, int factor) {
    return Math.max(1, (int) ((long) units * factor / FACTORS));
  }
}
