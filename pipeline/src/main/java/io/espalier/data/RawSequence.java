package io.espalier.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

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
  private final String[] order;

  private RawSequence(
      String id,
      RowOrigin origin,
      double[] values,
      int features,
      String[] tokens,
      RawTarget target,
      String[] order) {
    this.id = id;
    this.origin = origin;
    this.values = values;
    this.features = features;
    this.tokens = tokens;
    this.target = target;
    this.order = order;
  }

  /** A sequence of feature vectors; {@code values} holds {@code steps * features} numbers. */
  public static RawSequence ofValues(
      String id, RowOrigin origin, double[] values, int features, RawTarget target) {
    if (features < 1 || values.length % features != 0) {
      throw new IllegalArgumentException(
          "%s: %d values do not fill rows of %d features".formatted(id, values.length, features));
    }
    return new RawSequence(id, origin, values, features, new String[0], target, new String[0]);
  }

  /** A sequence of tokens. */
  public static RawSequence ofTokens(
      String id, RowOrigin origin, String[] tokens, RawTarget target) {
    return new RawSequence(id, origin, new double[0], 0, tokens, target, new String[0]);
  }

  /** The same with a key for each step, by which {@link #join} orders the steps. */
  public RawSequence orderedBy(String[] keys) {
    return new RawSequence(id, origin, values, features, tokens, target, keys);
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
        order.length == 0 ? order : Arrays.copyOf(order, steps));
  }

  /**
   * One sequence from its pieces, in the order of their keys: as numbers if all keys are numbers,
   * otherwise as text; as they stand without keys. The pieces must agree on the label.
   */
  public static Parsed join(List<RawSequence> pieces) {
    RawSequence head = pieces.get(0);
    if (pieces.size() == 1 && head.order.length == 0) {
      return head;
    }
    List<double[]> rows = new ArrayList<>();
    List<double[]> targets = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (RawSequence piece : pieces) {
      if (!piece.target.label().equals(head.target.label())) {
        return new BadRow(
            piece.origin,
            "sequence '%s' has the label '%s' here and '%s' at %s"
                .formatted(head.id, piece.target.label(), head.target.label(), head.origin));
      }
      if (piece.features != head.features) {
        return new BadRow(
            piece.origin, "sequence '%s' has other columns at %s".formatted(head.id, head.origin));
      }
      int width = piece.target.width();
      for (int t = 0; t < piece.length(); t++) {
        int f = piece.features;
        rows.add(Arrays.copyOfRange(piece.values, t * f, (t + 1) * f));
        targets.add(Arrays.copyOfRange(piece.target.numbers(), t * width, (t + 1) * width));
      }
      tokens.addAll(Arrays.asList(piece.tokens));
      keys.addAll(Arrays.asList(piece.order));
    }
    int[] order = sorted(keys, rows.size());
    RawTarget target =
        new RawTarget(head.target.label(), gather(targets, order), head.target.width());
    return new RawSequence(
        head.id,
        head.origin,
        gather(rows, order),
        head.features,
        tokens.isEmpty()
            ? new String[0]
            : IntStream.of(order).mapToObj(tokens::get).toArray(String[]::new),
        target,
        new String[0]);
  }

  private static double[] gather(List<double[]> rows, int[] order) {
    return IntStream.of(order).mapToObj(rows::get).flatMapToDouble(Arrays::stream).toArray();
  }

  private static int[] sorted(List<String> keys, int length) {
    IntStream positions = IntStream.range(0, length);
    if (keys.isEmpty()) {
      return positions.toArray();
    }
    Comparator<Integer> byKey = Comparator.comparing(keys::get, NumericOrder.of(keys));
    return positions.boxed().sorted(byKey).mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String toString() {
    return "RawSequence[%s, %d steps, %s]".formatted(id, length(), origin);
  }
}
