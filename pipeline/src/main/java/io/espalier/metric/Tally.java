package io.espalier.metric;

import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import java.io.Serializable;
import java.util.Map;

/**
 * How good a network's outputs are, as sums in double over what has been seen: a mutable
 * accumulator. Callers add and merge in a fixed order so that the result is the same bits anywhere.
 */
public sealed interface Tally extends Serializable
    permits ClassificationTally, LanguageModelTally, NumericTally {

  /** The tally that fits a dataset's task, with nothing seen yet. */
  static Tally of(DatasetInfo info) {
    return switch (info.task().truth()) {
      case LABEL -> new ClassificationTally(info.output().classes());
      case NEXT_TOKEN -> LanguageModelTally.of(info.input().vocabulary());
      case NUMBERS -> new NumericTally(TargetScale.of(info));
    };
  }

  /**
   * Adds what a network said about one batch, in place.
   *
   * @param outputs one row for each sequence, or for a language model each valid step
   * @param batch labelled sequences
   * @return this tally
   */
  Tally add(Outputs outputs, Batch batch);

  /** The sums of both tallies of one dataset; neither operand changes. */
  Tally merge(Tally other);

  /** Number of rows seen. */
  long rows();

  /** Metrics by name, in a fixed order; needs at least one row. */
  Map<String, Double> values();

  /** How it does on each class; nothing for a task without classes. */
  default ClassFigures classes() {
    return ClassFigures.NONE;
  }

  /**
   * What early stopping compares, lower is better: mean log-loss, or for numbers the mean squared
   * error as the network sees it (normalised). Needs at least one row.
   */
  double loss();
}
