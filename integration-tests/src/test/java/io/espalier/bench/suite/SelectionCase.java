package io.espalier.bench.suite;

import com.sun.management.ThreadMXBean;
import io.espalier.bench.Group;
import io.espalier.bench.Measurement;
import io.espalier.bench.Turns;
import io.espalier.importance.Scores;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerShape;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import io.espalier.prune.Budget;
import io.espalier.prune.Granularity;
import io.espalier.prune.Pruner;
import io.espalier.run.Progress;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Exact global selection of the least scores, against the reading of them, which is the least that
 * anybody could do.
 */
final class SelectionCase {
  static final String CONFIGURATION = "100M scores";
  static final String NAME = "selection-100m";

  private static final double SPARSITY = 0.9;

  private final ParameterLayout layout;
  private final Pruner pruner;
  private final Mask all;
  private final Scores scores;

  /** Scores of one matrix. */
  SelectionCase(int rows, int columns) {
    layout =
        ParameterLayout.chain(
            List.of(new LayerShape("layer", LayerKind.DENSE, rows, columns, 1)),
            List.of(new ParameterBlock("layer.W", 0, Role.DENSE_WEIGHT, rows, columns, 0)));
    pruner = Pruner.of(Granularity.weight(), Budget.global(), Set.of(), layout);
    all = Mask.all(layout.length());
    scores = scores(layout.length());
  }

  List<Measurement> measure(double seconds, Progress progress) {
    try (Group group = new Group(CONFIGURATION)) {
      return group
          .add("selection", this::select)
          .add("read", this::read)
          .compare(NAME, "selection", "read")
          .measure("selection", new Turns(seconds), progress);
    }
  }

  /** Megabytes that one selection takes from the heap, mask and all. */
  double extraMegabytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    select();
    return (threads.getCurrentThreadAllocatedBytes() - before) / 1e6;
  }

  void select() {
    Mask mask = pruner.prune(layout, all, scores, SPARSITY, SPARSITY);
    if (mask.kept() != Math.round((1 - SPARSITY) * layout.length())) {
      throw new IllegalStateException("selection did not prune the exact count");
    }
  }

  private void read() {
    int sum = 0;
    for (float score : scores.values()) {
      sum += Float.floatToRawIntBits(score);
    }
    if (sum == 0) {
      throw new IllegalStateException("the scores read as nothing");
    }
  }

  private static Scores scores(int count) {
    SplittableRandom random = new SplittableRandom(1);
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] =
          (float) Math.abs(random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
    }
    return Scores.of(scores);
  }
}
