package io.espalier.importance;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Sums over calibration data, in double, from which criteria compute importance. A commutative
 * monoid up to rounding: callers merge in a fixed order so that the result is the same bits on any
 * cluster.
 */
public final class Evidence implements Serializable {
  /** What can be summed. */
  public enum Kind {
    /** Σg for each parameter, g the gradient of the mean loss of one minibatch. */
    GRADIENT,
    /** Σ|g| for each parameter. */
    GRADIENT_MAGNITUDE,
    /** Σg² for each parameter. */
    GRADIENT_SQUARE,
    /** Σ|h| for each hidden unit over valid steps, in the order of the layers that have units. */
    ACTIVATION_MAGNITUDE
  }

  private final Map<Kind, double[]> sums;
  private final long minibatches;
  private final long steps;

  private Evidence(Map<Kind, double[]> sums, long minibatches, long steps) {
    this.sums = sums;
    this.minibatches = minibatches;
    this.steps = steps;
  }

  /** Nothing seen yet; the identity of {@link #merge}. */
  public static Evidence empty(Set<Kind> kinds, int parameters, int units) {
    Map<Kind, double[]> sums = new EnumMap<>(Kind.class);
    for (Kind kind : kinds) {
      sums.put(kind, new double[kind == Kind.ACTIVATION_MAGNITUDE ? units : parameters]);
    }
    return new Evidence(sums, 0, 0);
  }

  /**
   * Evidence of one minibatch, added in place to this accumulator's arrays.
   *
   * @param gradient gradient of the minibatch's mean loss, one number for each parameter; ignored
   *     where no gradient kind is summed
   * @param activation Σ|h| of each hidden unit over the minibatch's valid steps; ignored likewise
   * @param validSteps the minibatch's valid time steps
   * @return this evidence and the minibatch
   */
  public Evidence plus(float[] gradient, double[] activation, long validSteps) {
    for (Map.Entry<Kind, double[]> entry : sums.entrySet()) {
      double[] sum = entry.getValue();
      for (int i = 0; i < sum.length; i++) {
        switch (entry.getKey()) {
          case GRADIENT -> sum[i] += gradient[i];
          case GRADIENT_MAGNITUDE -> sum[i] += Math.abs(gradient[i]);
          case GRADIENT_SQUARE -> sum[i] += (double) gradient[i] * gradient[i];
          case ACTIVATION_MAGNITUDE -> sum[i] += activation[i];
        }
      }
    }
    return new Evidence(sums, minibatches + 1, steps + validSteps);
  }

  /** The sums of both; neither operand changes. */
  public Evidence merge(Evidence other) {
    if (!sums.keySet().equals(other.sums.keySet())) {
      throw new IllegalArgumentException(
          "cannot merge evidence of %s with %s".formatted(sums.keySet(), other.sums.keySet()));
    }
    Map<Kind, double[]> merged = new EnumMap<>(Kind.class);
    sums.forEach(
        (kind, sum) -> {
          double[] added = sum.clone();
          double[] more = other.sums.get(kind);
          for (int i = 0; i < added.length; i++) {
            added[i] += more[i];
          }
          merged.put(kind, added);
        });
    return new Evidence(merged, minibatches + other.minibatches, steps + other.steps);
  }

  /** The sum of one kind. */
  public double[] sum(Kind kind) {
    double[] sum = sums.get(kind);
    if (sum == null) {
      throw new IllegalArgumentException("no evidence of " + kind + ", only of " + sums.keySet());
    }
    return sum;
  }

  /** The sum of one kind, refused where nothing has been summed yet. */
  double[] seen(Kind kind) {
    double[] sum = sum(kind);
    if (minibatches == 0 || steps == 0) {
      throw new IllegalArgumentException("no calibration data has been seen for " + kind);
    }
    return sum;
  }

  /** Minibatches seen. */
  public long minibatches() {
    return minibatches;
  }

  /** Valid time steps seen. */
  public long steps() {
    return steps;
  }
}
