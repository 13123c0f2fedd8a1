package io.espalier.cluster.prepare;

import io.espalier.data.Extent;
import io.espalier.data.Split;
import io.espalier.plan.DataPlan;
import java.util.Optional;

/** What is said of more shards than do any good, before the work that they make. */
final class ManyShards {
  /** Files of a split that no data needs for the replicas of one cluster. */
  private static final int MANY = 1000;

  /** Files of a split that cost nothing, be they empty. */
  private static final int FEW = 16;

  private ManyShards() {}

  /** Of so many that their files alone take time, whatever the data. */
  static Optional<String> ofPlan(DataPlan plan) {
    int shards = plan.splits().shards();
    int files = Split.values().length * shards;
    return shards <= MANY
        ? Optional.empty()
        : Optional.of(
            ("data.shards = %d: %,d files are written, each by a task of its own, and read again in"
                    + " every epoch, which takes long however small the data is; a few for each of"
                    + " train.replicas would do")
                .formatted(shards, files));
  }

  /**
   * Of more than there are sequences to fill them with.
   *
   * @param found in all splits
   */
  static Optional<String> ofSequences(DataPlan plan, long found) {
    int shards = plan.splits().shards();
    return plan.task().extent() != Extent.WHOLE || shards <= FEW || shards <= found
        ? Optional.empty()
        : Optional.of(
            "data.shards = %d, and there are %,d sequences: most files of each split stay empty"
                .formatted(shards, found));
  }
}
