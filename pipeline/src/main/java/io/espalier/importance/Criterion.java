package io.espalier.importance;

import io.espalier.model.Named;
import io.espalier.model.ParameterLayout;
import java.util.Set;

/**
 * A measure of how much each parameter matters; higher is more important, and a number below 0 says
 * that the network would be better without. A criterion is one class with one line in {@code
 * META-INF/services}.
 */
public interface Criterion extends Named {
  /** What a criterion can tell apart. */
  enum Ranks {
    /** Single weights, and so whatever they are put together to. */
    WEIGHTS,
    /** Whole hidden units only. */
    UNITS,
    /** Whole input features only. */
    INPUT_FEATURES
  }

  /** What must be gathered on calibration data; empty where the parameters alone decide. */
  default Set<Probe> needs() {
    return Set.of();
  }

  /** What it can tell apart. */
  default Ranks ranks() {
    return Ranks.WEIGHTS;
  }

  /** On what scale its scores are best compared between matrices, where the plan says auto. */
  default Normalisation normalisation() {
    return Normalisation.NONE;
  }

  /** The same with the seed that its random numbers come from; most draw none. */
  default Criterion seeded(long seed) {
    return this;
  }

  /**
   * Refuses a network that it cannot judge.
   *
   * @throws io.espalier.model.InputException saying why
   */
  default void check(ParameterLayout layout) {}

  /**
   * One score for each parameter.
   *
   * @param layout the network's blocks
   * @param parameters the flat vector, as long as the layout; pruned ones are 0
   * @param evidence sums of at least {@link #needs()}
   */
  Scores score(ParameterLayout layout, float[] parameters, Evidence evidence);
}
