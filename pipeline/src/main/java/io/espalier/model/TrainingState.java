package io.espalier.model;

import java.io.Serializable;
import java.util.List;

/**
 * Training at the end of a round: everything needed to go on exactly as if it had never stopped.
 *
 * @param current the network being trained
 * @param velocity of its averaged parameters over rounds
 * @param best the network of the best epoch so far; the start before the first epoch ends
 * @param bestLoss validation loss of {@code best}; infinite before the first epoch ends
 * @param running the epoch under way
 * @param curve the finished epochs
 */
public record TrainingState(
    NetworkState current,
    Velocity velocity,
    NetworkState best,
    double bestLoss,
    EpochUnderWay running,
    List<EpochFacts> curve)
    implements Serializable {
  public TrainingState {
    curve = List.copyOf(curve);
  }

  /** Training that has not begun. */
  public static TrainingState start(NetworkState network) {
    return new TrainingState(
        network, Velocity.NONE, network, Double.POSITIVE_INFINITY, EpochUnderWay.NONE, List.of());
  }

  /** Epochs since the best one. */
  public int epochsSinceBest() {
    int since = 0;
    for (int i = curve.size() - 1; i >= 0 && curve.get(i).validationLoss() > bestLoss; i--) {
      since++;
    }
    return since;
  }

  /**
   * @param rounds done in the epoch
   * @param lossSum of the losses of the examples seen
   * @param examples seen
   */
  public record EpochUnderWay(int rounds, double lossSum, long examples) implements Serializable {
    /** An epoch that has not begun. */
    public static final EpochUnderWay NONE = new EpochUnderWay(0, 0, 0);

    /** After one more round. */
    public EpochUnderWay plus(double moreLoss, long moreExamples) {
      return new EpochUnderWay(rounds + 1, lossSum + moreLoss, examples + moreExamples);
    }

    public double meanLoss() {
      return lossSum / examples;
    }
  }

  /**
   * @param epoch 1 for the first
   * @param trainingLoss mean over the epoch's examples, while the network was changing
   * @param validationLoss after the epoch
   */
  public record EpochFacts(int epoch, double trainingLoss, double validationLoss)
      implements Serializable {}
}
