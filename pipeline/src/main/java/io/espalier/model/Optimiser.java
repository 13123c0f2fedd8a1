package io.espalier.model;

import java.io.Serializable;
import java.util.List;

/**
 * How parameters follow gradients.
 *
 * @param rule turns a gradient into a change
 * @param rate learning rate
 * @param penalties on large parameters, applied in order
 */
public record Optimiser(UpdateRule rule, RateSchedule rate, List<Penalty> penalties)
    implements Serializable {
  public Optimiser {
    penalties = List.copyOf(penalties);
  }

  /**
   * A penalty on large parameters.
   *
   * @param kind of penalty
   * @param amount its factor
   */
  public record Penalty(Kind kind, RateSchedule amount) implements Serializable {
    /** The penalties. */
    public enum Kind {
      /** amount · sign(w) is added to the gradient. */
      L1,
      /** amount · w is added to the gradient. */
      L2,
      /** amount · w is added to the change (Loshchilov and Hutter 2019, arXiv 1711.05101). */
      DECAY,
      /** amount · rate · w is added to the change. */
      DECAY_TIMES_RATE
    }
  }
}
