package io.espalier.plan;

import java.util.Map;

/**
 * How far a network is pruned where no sparsity says it: as far as a limit allows or asks for.
 *
 * @param most the largest value that each limit may have; one, or none
 * @param probes networks tried at most, where the sparsity has to be searched for
 */
public record UntilPlan(Map<Limit, Double> most, int probes) {
  public UntilPlan {
    most = Map.copyOf(most);
  }

  /** What is limited. */
  public enum Limit {
    /** Loss of quality on validation data, against the dense network: the most that is allowed. */
    QUALITY_LOSS,
    /** Parameters that are left. */
    PARAMETERS,
    /** Multiply-adds per time step with weights that are left. */
    MULTIPLY_ADDS,
    /** Bytes of the parameters that are left, four each. */
    BYTES,
    /** Milliseconds in which a sequence is answered on this machine. */
    LATENCY;

    /** Whether it follows from what is pruned, so that nothing has to be tried. */
    public boolean isCounted() {
      return this == PARAMETERS || this == MULTIPLY_ADDS || this == BYTES;
    }
  }

  /** The one that is given. */
  public Limit limit() {
    return most.keySet().iterator().next();
  }

  /** The largest value that it may have. */
  public double value() {
    return most.get(limit());
  }
}
