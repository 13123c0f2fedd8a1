package io.espalier.engine.training;

import io.espalier.model.Optimiser.Penalty;

/** What penalties on large parameters add, in [from, to) of flat vectors. */
final class Penalties {
  private Penalties() {}

  /** When a penalty acts. */
  enum Phase {
    /** On the gradient, before the rule sees it. */
    GRADIENT,
    /** On the change that the rule makes of it. */
    CHANGE;

    private boolean has(Penalty penalty) {
      boolean isOnGradient = penalty.kind() == Penalty.Kind.L1 || penalty.kind() == Penalty.Kind.L2;
      return isOnGradient == (this == GRADIENT);
    }
  }

  /**
   * Adds what the penalties of a phase add.
   *
   * @param rate learning rate now
   */
  static void add(
      Iterable<Penalty> penalties,
      Phase phase,
      Flat flat,
      int from,
      int to,
      double rate,
      int iteration,
      int epoch) {
    for (Penalty penalty : penalties) {
      double amount = penalty.amount().at(iteration, epoch);
      if (amount != 0 && phase.has(penalty)) {
        switch (penalty.kind()) {
          case L1 -> addSigns(flat, from, to, (float) amount);
          case L2, DECAY -> addWeights(flat, from, to, (float) amount);
          case DECAY_TIMES_RATE -> addWeights(flat, from, to, (float) (amount * rate));
        }
      }
    }
  }

  private static void addSigns(Flat flat, int from, int to, float factor) {
    float[] gradient = flat.gradient();
    float[] parameters = flat.parameters();
    for (int i = from; i < to; i++) {
      gradient[i] += factor * Math.signum(parameters[i]);
    }
  }

  private static void addWeights(Flat flat, int from, int to, float factor) {
    float[] gradient = flat.gradient();
    float[] parameters = flat.parameters();
    for (int i = from; i < to; i++) {
      gradient[i] += factor * parameters[i];
    }
  }
}
