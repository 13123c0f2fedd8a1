package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.engine.training.Lesson;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Training;
import io.espalier.plan.TrainPlan;
import io.espalier.prune.MaskCourse;
import java.io.Serializable;

/**
 * One training.
 *
 * @param title what people see, for example {@code vowels · level 2/4 · fine-tune}
 * @param start the network to train
 * @param learning by which rules it is trained, and towards what
 * @param masks what lives in it; pruned parameters are exactly 0
 * @param dataset training and validation data
 * @param fit how long and how
 */
public record TrainingJob(
    String title, NetworkState start, Learning learning, Masks masks, Dataset dataset, Fit fit) {

  /** By which rules its layers are trained. */
  public Training rules() {
    return learning.rules();
  }

  /**
   * @param rules by which layers are trained
   * @param lesson what is minimised
   * @param asked the data as a teacher reads it, with all of its features
   */
  public record Learning(Training rules, Lesson lesson, Dataset asked) {
    /** The network's own loss, on the labels of a dataset. */
    public static Learning supervised(Training rules, Dataset dataset) {
      return new Learning(rules, Lesson.SUPERVISED, dataset);
    }
  }

  /** What lives in the network when training begins. */
  public Mask mask() {
    return masks.first();
  }

  /**
   * @param first when training begins
   * @param course how it moves from there
   */
  public record Masks(Mask first, MaskCourse course) {
    /** A mask that stays as it is. */
    public static Masks still(Mask mask) {
      return new Masks(mask, MaskCourse.still());
    }
  }

  /**
   * @param epochs at most
   * @param patience epochs without a better validation loss before training stops; 0 for never
   * @param seed of this training's order of batches and dropout
   * @param rounds how replicas work together
   * @param checkpoint when a state is saved inside an epoch
   * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left
   */
  public record Fit(
      int epochs,
      int patience,
      long seed,
      TrainPlan.Rounds rounds,
      TrainPlan.Checkpoint checkpoint,
      double sparseAbove)
      implements Serializable {}
}
