package io.espalier.run;

import java.util.List;

/**
 * What was found of a network beside its metrics.
 *
 * @param requirements what was asked of it, in order; none of the dense network
 */
public record Examination(List<Requirement> requirements) {
  /** Nothing was looked at. */
  public static final Examination NONE = new Examination(List.of());

  public Examination {
    requirements = List.copyOf(requirements);
  }
}
