package io.espalier.plan;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * How the dense network is trained.
 *
 * @param length how long
 * @param rounds how replicas work together
 * @param updater the optimiser
 * @param regularisation clipping and L2
 * @param checkpoint when training can be gone on from
 * @param objective what is minimised
 */
public record TrainPlan(
    Length length,
    Rounds rounds,
    Updater updater,
    Regularisation regularisation,
    Checkpoint checkpoint,
    ObjectivePlan objective) {

  /**
   * @param epochs passes over the training split, at most
   * @param patience epochs without a better validation loss before training stops; 0 for never
   */
  public record Length(int epochs, int patience) {}

  /** Passes over the training split, at most. */
  public int epochs() {
    return length.epochs();
  }

  /** Epochs without a better validation loss before training stops; 0 for never. */
  public int patience() {
    return length.patience();
  }

  /**
   * What of it can change the trained network, whatever it learns: all but when checkpoints are
   * made.
   */
  public Map<String, Object> decisive() {
    return Map.of(
        "epochs", epochs(),
        "patience", patience(),
        "rounds", rounds,
        "updater", updater,
        "regularisation", regularisation);
  }

  /**
   * Whatever comes first makes a checkpoint; the end of an epoch always does.
   *
   * @param everyRounds rounds since the last one
   * @param every time since the last one
   * @param keep how many of the newest are kept; that of the best epoch is kept beside them
   */
  public record Checkpoint(int everyRounds, Duration every, int keep) implements Serializable {}

  /**
   * @param replicas logical replicas
   * @param batchSize sequences of one step of one replica
   * @param localSteps optimiser steps between two averages
   * @param synchronous fraction of the epochs, from the start, with one local step (Lin et al.
   *     2018, arXiv 1808.07217)
   * @param outer what becomes of the average
   */
  public record Rounds(
      int replicas, int batchSize, LocalSteps localSteps, double synchronous, Outer outer)
      implements Serializable {}

  /** Optimiser steps of each replica between two averages. */
  public sealed interface LocalSteps extends Serializable {
    /**
     * @param count 1 averages gradients
     */
    record Fixed(int count) implements LocalSteps {}

    /**
     * Picked once the first rounds were measured.
     *
     * @param efficiency share of a round's time that is to go into steps, in (0, 1)
     */
    record Auto(double efficiency) implements LocalSteps {}
  }

  /**
   * Nesterov's momentum over the averaged change of a round (DiLoCo, Douillard et al. 2023, arXiv
   * 2311.08105).
   *
   * @param learningRate 1 with no momentum takes the average as it is
   * @param momentum in [0, 1)
   */
  public record Outer(double learningRate, double momentum) implements Serializable {
    /** Takes the average as it is. */
    public static final Outer NONE = new Outer(1, 0);
  }

  /**
   * @param type the optimiser
   * @param learningRate at the start
   * @param momentum of {@code MOMENTUM}
   * @param weightDecay of {@code ADAMW}
   * @param schedule how the learning rate changes
   * @param factor of the schedule
   */
  public record Updater(
      Type type,
      double learningRate,
      double momentum,
      double weightDecay,
      RateSchedule schedule,
      double factor) {
    /** The optimisers. */
    public enum Type {
      SGD,
      MOMENTUM,
      RMSPROP,
      ADAM,
      ADAMW
    }

    /** How the learning rate changes over the optimiser steps. */
    public enum RateSchedule {
      CONSTANT,
      STEP,
      COSINE,
      EXPONENTIAL
    }
  }

  /**
   * @param clip largest L2 norm of a layer's gradient; 0 for no clipping
   * @param l2 weight decay added to the loss
   */
  public record Regularisation(double clip, double l2) {}
}
