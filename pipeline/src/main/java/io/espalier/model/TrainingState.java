package io.espalier.model;

import java.io.Serializable;
import java.util.List;

/**
 * Training at the end of a round: everything needed to go on exactly as if it had never stopped.
 *
 * @param current the network being trained
 * @param best the network of the best epoch so far; the start before the first epoch ends
 * @param bestLoss validation loss of {@code best}; infinite before the first epoch ends
 * @param running training loss of the epoch under way
 * @param curve the finished epochs
 */
public record TrainingState(
    NetworkState current,
    NetworkState best,
    double bestLoss,
    RunningLoss running,
    List<EpochFacts> curve)
    implements Serializable {
  public TrainingState {
    curve = List.copyOf(curve);
  }

  /** Training that has not begun. */
  public static TrainingState start(NetworkState network) {
    return new TrainingState(
        network, network, Double.POSITIVE_INFINITY, RunningLoss.NONE, List.of());
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
   * @param sum of the losses of the examples seen
   * @param examples seen
   */
  public record RunningLoss(double sum, long examples) implements Serializable {
    public static final RunningLoss NONE = new RunningLoss(0, 0);

    public RunningLoss plus(double moreSum, long moreExamples) {
      return new RunningLoss(sum + moreSum, examples + moreExamples);
    }

    public double mean() {
      return sum / examples;
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
