package io.espalier.plan;

/**
 * What fine-tuning at a level starts from.
 *
 * @param from what
 * @param epoch epochs of training after which the weights were as they become again, where {@link
 *     From#EPOCH} says so
 */
public record RewindPlan(From from, int epoch) {
  /** Fine-tuning goes on from the pruned network as it is. */
  public static final RewindPlan NONE = new RewindPlan(From.CURRENT, 1);

  /** What fine-tuning starts from. */
  public enum From {
    /** The pruned network as it is. */
    CURRENT,
    /** The weights of an early epoch of training (Frankle et al. 2020, arXiv 1912.05671). */
    EPOCH,
    /** The weights that training began from (Frankle and Carbin 2019, arXiv 1803.03635). */
    INITIAL,
    /** New random weights: the control. */
    FRESH,
    /**
     * The pruned network as it is, at the learning rates of the last epochs of training (Renda et
     * al. 2020, arXiv 2003.02389).
     */
    RATE
  }
}
