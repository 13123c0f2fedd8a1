package io.espalier.plan;

import io.espalier.prune.Growth;
import io.espalier.prune.Ramp;
import java.util.List;
import java.util.Map;

/**
 * What is pruned, by which measure and how far.
 *
 * @param criterion registered name of the criterion
 * @param granularity what is pruned as one
 * @param scope within what the least important are looked for
 * @param layers sparsity of each layer by name, for scope per-layer
 * @param exclude layers or matrices never pruned, by name
 * @param schedule how sparsity grows
 * @param moving when the mask changes
 */
public record PrunePlan(
    String criterion,
    GranularityType granularity,
    Scope scope,
    Map<String, Double> layers,
    List<String> exclude,
    SchedulePlan schedule,
    Moving moving) {
  public PrunePlan {
    layers = Map.copyOf(layers);
    exclude = List.copyOf(exclude);
  }

  /** What is pruned as one. */
  public enum GranularityType {
    WEIGHT,
    UNIT
  }

  /** Within what the least important are looked for. */
  public enum Scope {
    GLOBAL,
    UNIFORM,
    PER_LAYER
  }

  /**
   * @param type registered name of the schedule
   * @param levels number of levels
   * @param sparsity at the last level, in [0, 1)
   */
  public record SchedulePlan(String type, int levels, double sparsity) {}

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
  public record Moving(When when, During during, Growth growth, double fraction) {}

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
