package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Split;
import io.espalier.model.InputException;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.TrainPlan.Outer;
import java.util.ArrayList;
import java.util.List;

/** What a training can count and hold in one array, however much memory there is. */
final class TrainingSize {
  private static final long MOST_STEPS = 1_000_000_000;

  /** Elements of an array, with a little room beside them. */
  private static final long MOST = Integer.MAX_VALUE - (1 << 20);

  private TrainingSize() {}

  /**
   * Refuses what is too large.
   *
   * @throws InputException with everything that is, the numbers, and what to change
   */
  static void check(Plan plan, ParameterLayout layout, DatasetInfo data) {
    List<String> problems = new ArrayList<>();
    steps("train.epochs", plan, data, plan.train().epochs(), problems);
    steps("recover.epochs", plan, data, plan.recover().epochs(), problems);
    checkpoint(plan, layout, problems);
    batch("train.batch-size", plan.train().rounds().batchSize(), layout, data, problems);
    batch("evaluate.batch-size", plan.evaluate().batchSize(), layout, data, problems);
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** Optimiser steps of a replica in so many epochs. */
  static long steps(Plan plan, DatasetInfo data, int epochs) {
    long sequences = data.split(Split.TRAIN).sequences();
    long perStep = (long) plan.train().rounds().replicas() * plan.train().rounds().batchSize();
    return epochs * ((sequences + perStep - 1) / perStep);
  }

  private static void steps(
      String key, Plan plan, DatasetInfo data, int epochs, List<String> problems) {
    long steps = steps(plan, data, epochs);
    if (steps > MOST_STEPS) {
      problems.add(
          "%s = %d makes %,d optimiser steps with this data, and a training has %,d at most: take"
                  .formatted(key, epochs, steps, MOST_STEPS)
              + " fewer epochs, or a larger train.batch-size");
    }
  }

  /**
   * The network now and its best, with what the optimiser keeps of each, are one array of bytes.
   */
  private static void checkpoint(Plan plan, ParameterLayout layout, List<String> problems) {
    int states = 1 + TrainingRules.states(plan);
    int velocity = plan.train().rounds().outer().equals(Outer.NONE) ? 0 : 1;
    long most = MOST / (Float.BYTES * (2L * states + velocity));
    if (layout.length() > most) {
      problems.add(
          "the network has %,d parameters, and %,d is the most that a training by"
                  .formatted(layout.length(), most)
              + " train.updater can hold: take fewer units, a smaller data.vocabulary, or an"
              + " updater that keeps less (train.updater.type = sgd)");
    }
  }

  private static void batch(
      String key, int asked, ParameterLayout layout, DatasetInfo data, List<String> problems) {
    long batch = Math.min(asked, data.largestSplit());
    long widest = data.input().width();
    for (LayerShape layer : layout.layers()) {
      widest = Math.max(widest, (long) Math.max(1, layer.kind().gates().size()) * layer.outputs());
    }
    long most = MOST / widest;
    if (data.task().truth().isTimed()) {
      most = Math.min(most, MOST / Math.max(1, (long) data.longest() * data.outputWidth()));
    }
    if (batch > most) {
      problems.add(
          "%s = %d is too many sequences at once for this network and data: take %,d at most"
              .formatted(key, asked, most));
    }
  }
}
