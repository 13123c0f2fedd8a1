package io.espalier.data;

import java.util.Arrays;
import java.util.Locale;

/**
 * One sequence as it was read, or a piece of one whose rows are apart in the file: numbers {@code
 * [time][feature]} with NaN where one is missing, or tokens. Arrays are shared, not copied.
 */
public final class RawSequence implements Parsed {
  private final String id;
  private final RowOrigin origin;
  private final double[] values;
  private final int features;
  private final String[] tokens;
  private final RawTarget target;
  private final String[] keys;
  private final long[] lines;

  private RawSequence(
      String id,
      RowOrigin origin,
      double[] values,
      int features,
      String[] tokens,
      RawTarget target,
      String[] keys,
      long[] lines) {
    this.id = id;
    this.origin = origin;
    this.values = values;
    this.features = features;
    this.tokens = tokens;
    this.target = target;
    this.keys = keys;
    this.lines = lines;
  }

  /** A sequence of feature vectors; {@code values} holds {@code steps * features} numbers. */
  public static RawSequence ofValues(
      String id, RowOrigin origin, double[] values, int features, RawTarget target) {
    if (features < 1 || values.length % features != 0) {
      throw new IllegalArgumentException(
          "%s: %d values do not fill rows of %d features".formatted(id, values.length, features));
    }
    return new RawSequence(
        id, origin, values, features, new String[0], target, new String[0], new long[0]);
  }

  /** A sequence of tokens. */
  public static RawSequence ofTokens(
      String id, RowOrigin origin, String[] tokens, RawTarget target) {
    return new RawSequence(
        id, origin, new double[0], 0, tokens, target, new String[0], new long[0]);
  }

  /**
   * The same with what its steps are ordered by.
   *
   * @param keys the cell of each step; empty where it is missing
   * @param lines where each step stands
   */
  public RawSequence orderedBy(String[] keys, long[] lines) {
    return new RawSequence(id, origin, values, features, tokens, target, keys, lines);
  }

  /** The same under another id. */
  public RawSequence named(String name) {
    return new RawSequence(name, origin, values, features, tokens, target, keys, lines);
  }

  /**
   * Id of a row or window that has none of its own: a name, and a number that sorts as numbers do.
   *
   * @param name of the file or the series
   * @param number of the row or window
   */
  public static String numbered(String name, long number) {
    return String.format(Locale.ROOT, "%s:%06d", name, number);
  }

  public String id() {
    return id;
  }

  public RowOrigin origin() {
    return origin;
  }

  /** Numbers {@code [time][feature]}; NaN is missing. */
  public double[] values() {
    return values;
  }

  /** Width of a feature vector; 0 for tokens. */
  public int features() {
    return features;
  }

  public String[] tokens() {
    return tokens;
  }

  public RawTarget target() {
    return target;
  }

  /** What each step is ordered by, as it was read; empty where steps stand in order. */
  public String[] keys() {
    return keys;
  }

  /** Line of each step that has a key. */
  public long[] lines() {
    return lines;
  }

  /** Number of feature vectors or tokens. */
  public int length() {
    return features > 0 ? values.length / features : tokens.length;
  }

  /** Number of missing values in the steps from {@code from} to before {@code to}. */
  public long missing(int from, int to) {
    return Arrays.stream(values, from * features, to * features).filter(Double::isNaN).count();
  }

  /** The first {@code steps} steps, or all of them if there are no more. */
  public RawSequence first(int steps) {
    if (length() <= steps) {
      return this;
    }
    return new RawSequence(
        id,
        origin,
        Arrays.copyOf(values, steps * features),
        features,
        features > 0 ? tokens : Arrays.copyOf(tokens, steps),
        target.rows() == length()
            ? new RawTarget(
                target.label(),
                Arrays.copyOf(target.numbers(), steps * target.width()),
                target.width())
            : target,
        keys.length == 0 ? keys : Arrays.copyOf(keys, steps),
        lines.length == 0 ? lines : Arrays.copyOf(lines, steps));
  }

  @Override
  public String toString() {
    return "RawSequence[%s, %d steps, %s]".formatted(id, length(), origin);
  }
}
