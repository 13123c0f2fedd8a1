package io.espalier.plan;

import java.util.List;
import java.util.Map;

/**
 * What is pruned, by which measure and how far.
 *
 * @param measure of how much each weight matters
 * @param granularity what is pruned as one
 * @param scope within what the least important are looked for
 * @param layers sparsity of each layer by name, for scope per-layer
 * @param exclude layers or matrices never pruned, by name
 * @param schedule how sparsity grows
 */
public record PrunePlan(
    Measure measure,
    GranularityType granularity,
    Scope scope,
    Map<String, Double> layers,
    List<String> exclude,
    SchedulePlan schedule) {
  public PrunePlan {
    layers = Map.copyOf(layers);
    exclude = List.copyOf(exclude);
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
}
