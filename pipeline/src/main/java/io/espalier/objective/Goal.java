package io.espalier.objective;

import java.io.Serializable;

/** One thing that a training may aim at, with its numbers. */
public sealed interface Goal extends Serializable {
  /** The share of the loss on labels in it; the rest is the distance from a teacher. */
  default double labels() {
    return 0;
  }

  /** Whether it compares with what another network, the teacher, says. */
  default boolean needsTeacher() {
    return true;
  }

  /** Whether it compares what the output layers of the two networks read. */
  default boolean needsHidden() {
    return false;
  }

  /** The loss that the network names, on labels. */
  record Supervised() implements Goal {
    @Override
    public double labels() {
      return 1;
    }

    @Override
    public boolean needsTeacher() {
      return false;
    }
  }

  /**
   * (1 − alpha) · loss on labels + alpha · T² · KL(teacher ‖ student) of probabilities softened by
   * a temperature (Hinton et al. 2015, arXiv 1503.02531); of numbers that are no probabilities the
   * mean squared distance takes the place of T² · KL.
   *
   * @param temperature T, above 0
   * @param alpha in (0, 1]
   */
  record Distil(double temperature, double alpha) implements Goal {
    @Override
    public double labels() {
      return 1 - alpha;
    }
  }

  /** The Kullback-Leibler divergence between teacher and student, of probabilities only. */
  record Kl(Direction direction) implements Goal {
    /** Which of the two is taken for the truth. */
    public enum Direction {
      /** KL(teacher ‖ student): the student covers all that the teacher holds possible. */
      FORWARD,
      /** KL(student ‖ teacher): the student says nothing that the teacher holds impossible. */
      REVERSE
    }
  }

  /**
   * The mean squared distance of outputs, and of what the output layers read; probabilities are
   * compared by their logits (Ba and Caruana 2014, arXiv 1312.6184). Needs no labels.
   */
  record Match() implements Goal {
    @Override
    public boolean needsHidden() {
      return true;
    }
  }
}
