package io.espalier.prune;

import io.espalier.importance.Criterion;
import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;

/**
 * How a mask moves while a network trains. A move is a function of the moment, the parameters, the
 * mask and what the signals say, so that training that goes on from a checkpoint moves it alike.
 */
public interface MaskCourse {
  /** The mask stays as it is. */
  static MaskCourse still() {
    return new StillMask();
  }

  /**
   * A moment of a training, between two rounds.
   *
   * @param round rounds done
   * @param epochs passes over the training split done, with the fraction of the one under way
   */
  record Moment(int round, double epochs) {}

  /** What a move may ask about the network; nothing is gathered before it is asked for. */
  interface Signals {
    /** Importance of every parameter. */
    Scores importance(Criterion criterion);

    /** The gradient of the loss, of pruned parameters too, on as many examples as a step sees. */
    float[] gradient();
  }

  /** Most rounds from a moment on after which the mask has surely not been due to move. */
  int roundsUntilNext(Moment now);

  /** Whether the mask moves at a moment. */
  boolean isDue(Moment now);

  /**
   * The mask after a move.
   *
   * @param mask at the moment
   * @param parameters at the moment, 0 where the mask prunes
   * @param signals asked for what the parameters alone do not say
   */
  Mask next(Moment now, ParameterLayout layout, Mask mask, float[] parameters, Signals signals);

  /** Whether the sparsity of a moment, its move done, is the final one. */
  boolean isFinal(Moment now);
}
