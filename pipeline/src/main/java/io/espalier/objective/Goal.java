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

  /** Whether it compares what the two networks say. */
  default boolean needsOutputs() {
    return needsTeacher();
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

  /**
   * Half the loss on labels, and half that of sequences that were moved against the network: each
   * number by at most a distance, in the direction in which the loss grows. Of tokens it is what
   * their embedding gives that is moved.
   *
   * @param epsilon the distance, above 0
   * @param steps 1 for the fast gradient sign method, more for projected gradient descent
   */
  record Adversarial(double epsilon, int steps) implements Goal {
    @Override
    public double labels() {
      return 0.5;
    }

    @Override
    public boolean needsTeacher() {
      return false;
    }
  }

  /**
   * InfoNCE between what the output layers of the two networks read of a sequence, against the
   * other sequences of the batch (van den Oord et al. 2018, arXiv 1807.03748). Needs no labels.
   *
   * @param temperature of cosines, above 0
   */
  record Contrastive(double temperature) implements Goal {
    @Override
    public boolean needsHidden() {
      return true;
    }

    @Override
    public boolean needsOutputs() {
      return false;
    }
  }
}
