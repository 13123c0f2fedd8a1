package io.espalier.metric;

import io.espalier.data.DatasetInfo;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How faithful a pruned network is to the dense one, whatever the truth: a mutable accumulator of
 * sums in double. For classes and tokens, {@code kl-to-dense} is the mean of KL(dense ‖ pruned) in
 * nats, {@code reverse-kl-to-dense} that of KL(pruned ‖ dense), and {@code agreement} the fraction
 * of rows whose most probable output is the same. For numbers, {@code rmse-to-dense} is the root
 * mean squared difference in original units.
 */
public final class Comparison implements Serializable {
  private final boolean categorical;
  private final TargetScale scale;
  private long rows;
  private long numbers;
  private long same;
  private double sum;
  private double reverse;

  private Comparison(boolean categorical, TargetScale scale) {
    this.categorical = categorical;
    this.scale = scale;
  }

  /** A comparison that fits a dataset's task, with nothing seen yet. */
  public static Comparison of(DatasetInfo info) {
    return new Comparison(info.task().truth().isCategorical(), TargetScale.of(info));
  }

  /**
   * Adds what both networks said about one batch, in place.
   *
   * @return this comparison
   */
  public Comparison add(Outputs dense, Outputs pruned) {
    OutputRows.check(pruned, dense.rows(), dense.width());
    for (int row = 0; row < dense.rows(); row++) {
      sum += categorical ? divergence(dense, pruned, row) : squares(dense, pruned, row);
      reverse += categorical ? divergence(pruned, dense, row) : 0;
      same += categorical && OutputRows.best(dense, row) == OutputRows.best(pruned, row) ? 1 : 0;
    }
    rows += dense.rows();
    numbers += dense.values().length;
    return this;
  }

  /** The sums of both; neither operand changes. */
  public Comparison merge(Comparison other) {
    Comparison merged = new Comparison(categorical, scale);
    merged.rows = rows + other.rows;
    merged.numbers = numbers + other.numbers;
    merged.same = same + other.same;
    merged.sum = sum + other.sum;
    merged.reverse = reverse + other.reverse;
    return merged;
  }

  /** Measures by name, in a fixed order; needs at least one row. */
  public Map<String, Double> values() {
    OutputRows.seen(rows);
    Map<String, Double> values = new LinkedHashMap<>();
    if (categorical) {
      values.put("kl-to-dense", sum / rows);
      values.put("reverse-kl-to-dense", reverse / rows);
      values.put("agreement", (double) same / rows);
    } else {
      values.put("rmse-to-dense", Math.sqrt(sum / numbers));
    }
    return values;
  }

  /** KL(first ‖ second) of a row. */
  private static double divergence(Outputs first, Outputs second, int row) {
    double divergence = 0;
    int start = row * first.width();
    for (int i = start; i < start + first.width(); i++) {
      double p = first.values()[i];
      if (p > 0) {
        double q = Math.max(OutputRows.SMALLEST, second.values()[i]);
        divergence += p * Math.log(Math.max(OutputRows.SMALLEST, p) / q);
      }
    }
    return divergence;
  }

  private double squares(Outputs dense, Outputs pruned, int row) {
    double squares = 0;
    for (int column = 0; column < dense.width(); column++) {
      int i = row * dense.width() + column;
      double difference = scale.difference((double) pruned.values()[i] - dense.values()[i], column);
      squares += difference * difference;
    }
    return squares;
  }
}
