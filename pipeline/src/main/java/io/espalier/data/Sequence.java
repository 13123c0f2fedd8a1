package io.espalier.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * One encoded sequence: numbers {@code [time][feature]} or tokens, with its target. Arrays are
 * shared, not copied.
 */
public final class Sequence implements Serializable {
  private final String id;
  private final float[] values;
  private final int features;
  private final int[] tokens;
  private final Target target;

  private Sequence(String id, float[] values, int features, int[] tokens, Target target) {
    this.id = Objects.requireNonNull(id);
    this.values = values;
    this.features = features;
    this.tokens = tokens;
    this.target = Objects.requireNonNull(target);
    if (steps() < 1) {
      throw new IllegalArgumentException("sequence %s has no steps".formatted(id));
    }
  }

  /** A sequence of feature vectors; {@code values} holds {@code steps * features} numbers. */
  public static Sequence ofValues(String id, float[] values, int features, Target target) {
    if (features < 1 || values.length % features != 0) {
      throw new IllegalArgumentException(
          "sequence %s: %d values do not fill rows of %d features"
              .formatted(id, values.length, features));
    }
    return new Sequence(id, values, features, new int[0], target);
  }

  /**
   * A sequence of tokens. With {@link Target.NextToken} the last token is only a target, so that
   * {@code n} tokens make {@code n - 1} steps.
   */
  public static Sequence ofTokens(String id, int[] tokens, Target target) {
    return new Sequence(id, new float[0], 0, tokens, target);
  }

  public String id() {
    return id;
  }

  /** Number of time steps a network reads. */
  public int steps() {
    if (features > 0) {
      return values.length / features;
    }
    return target instanceof Target.NextToken ? tokens.length - 1 : tokens.length;
  }

  /** Width of a feature vector; 0 for tokens. */
  public int features() {
    return features;
  }

  /** Feature vectors, {@code [time][feature]}; empty for tokens. */
  public float[] values() {
    return values;
  }

  /** Tokens as indices into the vocabulary; empty for feature vectors. */
  public int[] tokens() {
    return tokens;
  }

  public Target target() {
    return target;
  }

  /**
   * This sequence with some of its features only.
   *
   * @param chosen numbers of features, in the order that they get
   */
  public Sequence ofFeatures(int[] chosen) {
    float[] some = new float[steps() * chosen.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[i / chosen.length * features + chosen[i % chosen.length]];
    }
    return new Sequence(id, some, chosen.length, tokens, target);
  }

  /** This sequence with other numbers, as many. */
  public Sequence withValues(float[] others) {
    return new Sequence(id, others, features, tokens, target);
  }

  /**
   * This sequence with some of its steps only; not for one that predicts its own next tokens.
   *
   * @param chosen numbers of steps, ascending, at least one
   */
  public Sequence ofSteps(int[] chosen) {
    float[] some = new float[chosen.length * features];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[chosen[i / features] * features + i % features];
    }
    int[] read = features > 0 ? tokens : Arrays.stream(chosen).map(step -> tokens[step]).toArray();
    return new Sequence(id, some, features, read, target);
  }

  /**
   * This sequence with one feature of another, which is stretched or shrunk to this one's length.
   *
   * @param feature number of the feature that both have
   */
  public Sequence withFeature(int feature, Sequence other) {
    float[] changed = values.clone();
    for (int step = 0; step < steps(); step++) {
      int of = (int) ((long) step * other.steps() / steps());
      changed[step * features + feature] = other.values[of * features + feature];
    }
    return new Sequence(id, changed, features, tokens, target);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sequence that
        && id.equals(that.id)
        && features == that.features
        && Arrays.equals(values, that.values)
        && Arrays.equals(tokens, that.tokens);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, Arrays.hashCode(values), Arrays.hashCode(tokens));
  }

  @Override
  public String toString() {
    return "Sequence[%s, %d steps]".formatted(id, steps());
  }
}
