package io.espalier.model;

import java.io.Serializable;
import java.util.List;

/**
 * Training at the end of a round: everything needed to go on exactly as if it had never stopped.
 *
 * @param current the network being trained
 * @param mask what lives in it now; it may change while training goes on
 * @param velocity of its averaged parameters over rounds
 * @param best the network of the best epoch so far
 * @param running the epoch under way
 * @param curve the finished epochs
 */
public record TrainingState(
    NetworkState current,
    Mask mask,
    Velocity velocity,
    Best best,
    EpochUnderWay running,
    List<EpochFacts> curve)
    implements Serializable {
  public TrainingState {
    curve = List.copyOf(curve);
  }

  /** Training that has not begun. */
  public static TrainingState start(NetworkState network, Mask mask) {
    return new TrainingState(
        network,
        mask,
        Velocity.NONE,
        new Best(network, mask, Double.POSITIVE_INFINITY),
        EpochUnderWay.NONE,
        List.of());
  }

  /** After rounds that left the mask as it is. */
  public TrainingState after(NetworkState network, Velocity moved, EpochUnderWay epoch) {
    return new TrainingState(network, mask, moved, best, epoch, curve);
  }

  /**
   * The same under another mask: what it prunes is exactly 0, and what lives anew begins at 0 with
   * a fresh optimiser.
   *
   * @param optimiserOwners for each number of the optimiser's state, the parameter it belongs to
   */
  public TrainingState under(Mask next, int[] optimiserOwners) {
    Mask stays = mask.and(next);
    float[] optimiser = current.optimiser().clone();
    for (int i = 0; i < optimiser.length; i++) {
      if (!stays.keeps(optimiserOwners[i])) {
        optimiser[i] = 0f;
      }
    }
    return new TrainingState(
        current.with(stays.applyTo(current.parameters()), optimiser, current.progress()),
        next,
        velocity.isNone() ? velocity : new Velocity(stays.applyTo(velocity.values())),
        best,
        running,
        curve);
  }

  /** Epochs since the best one. */
  public int epochsSinceBest() {
    int since = 0;
    for (int i = curve.size() - 1; i >= 0 && curve.get(i).validationLoss() > best.loss(); i--) {
      since++;
    }
    return since;
  }

  /**
   * The network of the best epoch so far; the start before an epoch ended that counts.
   *
   * @param network after that epoch
   * @param mask what lived in it
   * @param loss on the validation split; infinite before an epoch ended that counts
   */
  public record Best(NetworkState network, Mask mask, double loss) implements Serializable {}

  /**
   * @param rounds done in the epoch
   * @param lossSum of the losses of the examples seen
   * @param examples seen
   * @param multiplyAdds that it took
   */
  public record EpochUnderWay(int rounds, double lossSum, long examples, long multiplyAdds)
      implements Serializable {
    /** An epoch that has not begun. */
    public static final EpochUnderWay NONE = new EpochUnderWay(0, 0, 0, 0);

    /** After one more round. */
    public EpochUnderWay plus(double moreLoss, long moreExamples) {
      return new EpochUnderWay(
          rounds + 1, lossSum + moreLoss, examples + moreExamples, multiplyAdds);
    }

    /** After so many multiply-adds. */
    public EpochUnderWay took(long moreMultiplyAdds) {
      return new EpochUnderWay(rounds, lossSum, examples, multiplyAdds + moreMultiplyAdds);
    }

    public double meanLoss() {
      return lossSum / examples;
    }
  }

  /**
   * @param epoch 1 for the first
   * @param trainingLoss mean over the epoch's examples, while the network was changing
   * @param validationLoss after the epoch
   * @param multiplyAdds of training in the epoch: of the weights that lived, forward and twice as
   *     many backward, of the gradients of pruned ones where those were asked for, and of a teacher
   *     that was asked
   */
  public record EpochFacts(int epoch, double trainingLoss, double validationLoss, long multiplyAdds)
      implements Serializable {}
}
