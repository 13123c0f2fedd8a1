package io.espalier.data.encode;

import io.espalier.data.Anchor;
import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.model.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What becomes of columns of numbers that a float holds badly, or that say nothing. */
public final class ScaleNotes {
  private static final int NAMED = 12;

  /** Floats that are to fit into a deviation. */
  private static final double FINE = 100;

  private final List<String> names;
  private final ColumnSums sums;
  private final Normaliser normaliser;
  private final boolean isAnchored;
  private final double[] deviation;

  private ScaleNotes(
      List<String> names, ColumnSums sums, Normaliser normaliser, boolean isAnchored) {
    this.names = names;
    this.sums = sums;
    this.normaliser = normaliser;
    this.isAnchored = isAnchored;
    this.deviation = sums.deviation();
  }

  private static List<ScaleNotes> all(Encoding encoding, Census census) {
    boolean isAnchored = encoding.output().anchor() != Anchor.NONE;
    return List.of(
        new ScaleNotes(
            encoding.input().features(),
            census.features(),
            encoding.input().normaliser(),
            isAnchored),
        new ScaleNotes(
            encoding.output().targets(),
            census.targets(),
            encoding.output().normaliser(),
            isAnchored));
  }

  /**
   * Refuses columns of which nothing would be left.
   *
   * @throws InputException naming them
   */
  public static void check(Encoding encoding, Census census) {
    List<String> problems =
        all(encoding, census).stream().flatMap(each -> each.lost().stream()).toList();
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** What is to be said of the others, in sentences. */
  public static List<String> notes(Encoding encoding, Census census) {
    return all(encoding, census).stream().flatMap(each -> each.said().stream()).toList();
  }

  private List<String> lost() {
    List<String> lost = new ArrayList<>();
    for (int c : columns(c -> !isConstant(c))) {
      if (isNone() && gap(c) > deviation[c]) {
        lost.add("data.normalise: " + rounding(c));
      } else if (!isNone() && !isBounded(c)) {
        lost.add(
            "%s has numbers up to %s, too large for its deviation in the training split, %s"
                .formatted(names.get(c), sums.farthest(c), deviation[c]));
      }
    }
    return some(lost);
  }

  private List<String> said() {
    List<String> said = new ArrayList<>();
    say(said, columns(c -> sums.count(c) == 0), "no value in the training split");
    say(
        said,
        columns(c -> sums.count(c) > 0 && isConstant(c)),
        "one value in all of the training split, but for rounding, from which nothing is learned");
    List<String> rounded = new ArrayList<>();
    for (int c : columns(c -> true)) {
      if (!isConstant(c) && gap(c) > deviation[c] / FINE) {
        rounded.add(rounding(c));
      } else if (isNone() && sums.coarse(c) > 0) {
        rounded.add(
            ("with data.normalise = none %d whole numbers of %s are rounded: a float holds all of"
                    + " them only up to 16777216")
                .formatted(sums.coarse(c), names.get(c)));
      }
    }
    said.addAll(some(rounded));
    return said;
  }

  private static List<String> some(List<String> sentences) {
    List<String> some = new ArrayList<>(sentences.stream().limit(NAMED).toList());
    if (sentences.size() > NAMED) {
      some.add("and %d more columns like these".formatted(sentences.size() - NAMED));
    }
    return some;
  }

  private void say(List<String> said, List<Integer> columns, String what) {
    if (!columns.isEmpty()) {
      String more = columns.size() > NAMED ? " and %d more".formatted(columns.size() - NAMED) : "";
      List<String> named = columns.stream().limit(NAMED).map(names::get).toList();
      said.add(
          "%s%s %s %s"
              .formatted(
                  String.join(", ", named), more, columns.size() == 1 ? "has" : "have", what));
    }
  }

  private String rounding(int column) {
    return String.format(
        Locale.ROOT,
        "as %s the numbers of %s, up to %.6g, are %.3g apart, and their deviation is %.3g; %s keeps"
            + " what they say",
        isNone() ? "floats" : "doubles",
        names.get(column),
        sums.largest(column),
        gap(column),
        deviation[column],
        isNone() ? "data.normalise = standard" : "subtracting a number from all of them before");
  }

  private List<Integer> columns(IntPredicate wanted) {
    return IntStream.range(0, Math.min(names.size(), sums.width())).filter(wanted).boxed().toList();
  }

  private boolean isConstant(int column) {
    return deviation[column] == 0;
  }

  /** Whether numbers become floats as they are. */
  private boolean isNone() {
    return normaliser.isEmpty() && !isAnchored;
  }

  /** Between two numbers that are told apart. */
  private double gap(int column) {
    double largest = sums.largest(column);
    return isNone() ? Math.ulp((float) largest) : Math.ulp(largest);
  }

  private boolean isBounded(int column) {
    return normaliser.isEmpty()
        || (sums.farthest(column) + sums.largest(column)) / normaliser.deviation()[column]
            <= Float.MAX_VALUE;
  }
}
