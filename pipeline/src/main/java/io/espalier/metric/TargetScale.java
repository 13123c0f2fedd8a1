package io.espalier.metric;

import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.data.Extent;
import io.espalier.data.Sequence;
import java.io.Serializable;
import java.util.List;

/** Brings targets back to the units they came in, and finds their last observed values. */
public final class TargetScale implements Serializable {
  private final int width;
  private final Normaliser targets;
  private final Normaliser features;
  private final int[] columns;

  private TargetScale(int width, Normaliser targets, Normaliser features, int[] columns) {
    this.width = width;
    this.targets = targets;
    this.features = features;
    this.columns = columns;
  }

  /** The scale of a dataset's targets. */
  public static TargetScale of(DatasetInfo info) {
    List<String> names = info.output().targets();
    List<String> features = info.input().features();
    boolean observed = info.task().extent() == Extent.SERIES && features.containsAll(names);
    int[] columns = observed ? names.stream().mapToInt(features::indexOf).toArray() : new int[0];
    return new TargetScale(
        names.size(), info.output().normaliser(), info.input().normaliser(), columns);
  }

  /** Numbers in a target. */
  public int width() {
    return width;
  }

  /** Whether every target is also a feature of a forecast. */
  boolean isObserved() {
    return columns.length > 0;
  }

  /** A difference of two normalised targets in original units. */
  double difference(double normalised, int column) {
    return targets.isEmpty() ? normalised : normalised * targets.deviation()[column];
  }

  /** A normalised target in original units. */
  public double original(float normalised, int column) {
    return targets.isEmpty()
        ? normalised
        : (double) normalised * targets.deviation()[column] + targets.mean()[column];
  }

  /** The last value of a target within a window, in original units. */
  double lastObserved(Sequence sequence, int column) {
    int feature = columns[column];
    float value = sequence.values()[(sequence.steps() - 1) * sequence.features() + feature];
    return features.isEmpty()
        ? value
        : (double) value * features.deviation()[feature] + features.mean()[feature];
  }
}
