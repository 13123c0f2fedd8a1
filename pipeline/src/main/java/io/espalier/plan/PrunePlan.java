package io.espalier.plan;

import io.espalier.importance.Criteria;
import io.espalier.importance.Probe;
import io.espalier.prune.Growth;
import io.espalier.prune.Ramp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is pruned, by which measure and how far.
 *
 * @param measure of how much each weight matters
 * @param groups what is pruned as one
 * @param budget within what the least important are looked for
 * @param schedule how sparsity grows; the default where the groups have a sparsity of their own
 * @param passes several prunings in place of this one
 * @param moving when the mask changes
 */
public record PrunePlan(
    Measure measure,
    GroupPlan groups,
    BudgetPlan budget,
    SchedulePlan schedule,
    PassesPlan passes,
    Moving moving) {

  /** What is done: the passes, or this plan as the only one. */
  public List<PrunePlan> all() {
    return passes.each().isEmpty()
        ? List.of(
            new PrunePlan(
                measure, groups, budget, schedule.alone(), PassesPlan.NONE, Moving.LEVELS))
        : passes.each();
  }

  /** Whether a criterion of its reads these sums. */
  public boolean needs(Probe probe) {
    return all().stream()
        .anyMatch(pass -> Criteria.named(pass.criterion(), 0).needs().contains(probe));
  }

  /** What says how far the passes together go, where it is not their sparsities. */
  public Optional<UntilPlan> until() {
    return schedule.until();
  }

  /** The same with other groups. */
  public PrunePlan with(GroupPlan others) {
    return new PrunePlan(measure, others, budget, schedule, passes, moving);
  }

  /** The same with another budget. */
  public PrunePlan with(BudgetPlan other) {
    return new PrunePlan(measure, groups, other, schedule, passes, moving);
  }

  /** Registered name of the criterion. */
  public String criterion() {
    return measure.criterion();
  }

  /**
   * @param criterion registered name of the criterion
   * @param normalise the scale on which matrices are compared
   */
  public record Measure(String criterion, NormaliseType normalise) {}

  /** On what scale scores of different matrices are compared. */
  public enum NormaliseType {
    /** The criterion's own. */
    AUTO,
    NONE,
    MATRIX,
    LAYER
  }

  /** What is pruned as one. */
  public enum GranularityType {
    WEIGHT,
    UNIT,
    BLOCK,
    N_OF_M,
    INPUT_FEATURE
  }

  /** A gate of an LSTM. */
  public enum Gate {
    BLOCK_INPUT,
    FORGET,
    OUTPUT,
    INPUT
  }

  /**
   * @param granularity what is pruned as one
   * @param block size of a block
   * @param nOfM how many of how many weights are kept
   * @param gates whose weights alone are eligible; all where empty
   * @param exclude layers or matrices never pruned, by name
   */
  public record GroupPlan(
      GranularityType granularity,
      BlockPlan block,
      NOfMPlan nOfM,
      Set<Gate> gates,
      List<String> exclude) {
    public GroupPlan {
      gates = Set.copyOf(gates);
      exclude = List.copyOf(exclude);
    }
  }

  /**
   * @param rows inputs of a block
   * @param columns outputs of a block
   */
  public record BlockPlan(int rows, int columns) {}

  /**
   * @param n kept of every m
   * @param m consecutive inputs of an output
   */
  public record NOfMPlan(int n, int m) {}

  /** Within what the least important are looked for. */
  public enum Scope {
    GLOBAL,
    UNIFORM,
    PER_LAYER,
    ERK,
    /** As sparse as each matrix or layer can be alone for a rise of the loss common to all. */
    SENSITIVITY
  }

  /**
   * @param scope within what the least important are looked for
   * @param layers sparsity of each layer by name, for scope per-layer
   * @param keepAtLeast share of what scope uniform would leave a matrix, or a layer of units, that
   *     stays in any case
   */
  public record BudgetPlan(Scope scope, Map<String, Double> layers, double keepAtLeast) {
    public BudgetPlan {
      layers = Map.copyOf(layers);
    }
  }

  /**
   * @param type registered name of the schedule
   * @param levels number of levels
   * @param sparsity at the last level, in [0, 1)
   * @param until what says how far instead of the sparsity
   */
  public record SchedulePlan(String type, int levels, double sparsity, Optional<UntilPlan> until) {
    public SchedulePlan(String type, int levels, double sparsity) {
      this(type, levels, sparsity, Optional.empty());
    }

    /** The same of a pass, which has no search of its own. */
    SchedulePlan alone() {
      return new SchedulePlan(type, levels, sparsity);
    }
  }

  /** In which order passes are made. */
  public enum PassOrder {
    /** All levels of a pass, then those of the next. */
    SEQUENTIAL,
    /** At each level every pass, then recovery. */
    INTERLEAVED
  }

  /**
   * @param order in which they are made
   * @param each in order; none where the plan itself is the only one
   */
  public record PassesPlan(PassOrder order, List<PrunePlan> each) {
    /** Of a pass, and of a plan that is one. */
    public static final PassesPlan NONE = new PassesPlan(PassOrder.SEQUENTIAL, List.of());

    public PassesPlan {
      each = List.copyOf(each);
    }
  }

  /** When pruning takes place. */
  public enum When {
    /** Before the network is trained for the first time. */
    START,
    /** Between trainings: score, prune, recover. */
    LEVELS,
    /** While the dense network is trained on. */
    TRAINING
  }

  /**
   * @param when pruning takes place
   * @param during while a network trains
   * @param growth what comes back when the mask moves
   * @param fraction of the living weights that goes and comes at first, in (0, 1)
   */
  public record Moving(When when, During during, Growth growth, double fraction) {
    /** Of a pass: between trainings. */
    public static final Moving LEVELS =
        new Moving(When.LEVELS, new During(Ramp.CUBIC, 8, 0, 0), Growth.NONE, 0.3);
  }

  /**
   * @param ramp how sparsity grows, with {@code TRAINING}
   * @param every rounds between two moves
   * @param startEpoch epochs done before the mask begins to move
   * @param endEpoch epochs done at the last move; 0 for three quarters of the training
   */
  public record During(Ramp ramp, int every, int startEpoch, int endEpoch) {
    /** Epochs done at the last move of a training of so many. */
    public int end(int epochs) {
      return endEpoch > 0 ? endEpoch : Math.max(startEpoch + 1, (3 * epochs + 3) / 4);
    }
  }
}
