package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.util.Set;

/** A measure of how much each parameter matters; higher is more important, never negative. */
public interface Criterion {
  /** What must be gathered on calibration data; empty where the parameters alone decide. */
  default Set<Evidence.Kind> needs() {
    return Set.of();
  }

  /** Whether it ranks whole hidden units only, so that it cannot rank single weights. */
  default boolean ranksUnitsOnly() {
    return false;
  }

  /**
   * One score for each parameter.
   *
   * @param layout the network's blocks
   * @param parameters the flat vector, as long as the layout
   * @param evidence sums of at least {@link #needs()}
   */
  Scores score(ParameterLayout layout, float[] parameters, Evidence evidence);
}
