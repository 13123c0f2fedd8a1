package io.espalier.importance;

import io.espalier.model.Named;
import io.espalier.model.ParameterLayout;
import java.util.Set;

/**
 * A measure of how much each parameter matters; higher is more important, never negative. A
 * criterion is one class with one line in {@code META-INF/services}.
 */
public interface Criterion extends Named {
  /** What must be gathered on calibration data; empty where the parameters alone decide. */
  default Set<Evidence.Kind> needs() {
    return Set.of();
  }

  /** Whether it ranks whole hidden units only, so that it cannot rank single weights. */
  default boolean ranksUnitsOnly() {
    return false;
  }

  /** The same with the seed that its random numbers come from; most draw none. */
  default Criterion seeded(long seed) {
    return this;
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
