package io.espalier.data.raw;

import io.espalier.data.BadRow;
import io.espalier.data.Extent;
import io.espalier.data.FloatRange;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes raw sequences of the rows of one columnar file, in their order. Where a row is one step,
 * rows that follow one another with the same id become one piece of a sequence, to be joined by id.
 * Sequences have no target where no column of it is named.
 */
public final class ColumnarSequences {
  private final ReadOptions options;
  private final ReadOptions.Columns columns;
  private final RowContent content;
  private final String file;
  private final Labels labels;
  private final Numbers numbers;
  private Optional<GrowingSequence> open = Optional.empty();
  private int width;

  /**
   * @param file name by which its rows are known
   */
  public ColumnarSequences(ReadOptions options, RowContent content, String file) {
    this.options = options;
    this.columns = options.columns();
    this.content = content;
    this.file = file;
    this.labels = new Labels(options);
    this.numbers = new Numbers(options);
  }

  /** The sequence, piece or bad row that this row finishes, if any. */
  public List<Parsed> add(ColumnarRow row) {
    List<Parsed> found = new ArrayList<>();
    try {
      if (content.extent() == RowContent.Extent.SEQUENCE) {
        found.add(sequence(row));
      } else {
        String id = columns.id().isEmpty() ? file : id(row);
        if (open.isPresent() && !open.get().id().equals(id)) {
          found.addAll(end());
        }
        append(row, id);
      }
    } catch (Numbers.BadCell e) {
      found.add(new BadRow(row.origin(), e.getMessage()));
    }
    return found;
  }

  /** The piece that is open after the last row, if any. */
  public List<Parsed> end() {
    List<Parsed> piece =
        open.map(GrowingSequence::sequence).<List<Parsed>>map(List::of).orElse(List.of());
    open = Optional.empty();
    return piece;
  }

  private Parsed sequence(ColumnarRow row) throws Numbers.BadCell {
    String id = columns.id().isEmpty() ? RawSequence.numbered(file, row.origin().line()) : id(row);
    RawTarget target = target(row);
    if (content.kind() == RowContent.Kind.TOKENS) {
      String column = columns.input().get(0);
      return RawSequence.ofTokens(id, row.origin(), row.input().get(0).in(column).tokens(), target);
    }
    Cells steps = joined(row.input(), columns.input(), options.gaps());
    return steps.steps() == 0 || steps.width() == 0
        ? new BadRow(row.origin(), "a sequence of length 0")
        : RawSequence.ofValues(id, row.origin(), steps.values(), steps.width(), target);
  }

  private RawTarget target(ColumnarRow row) throws Numbers.BadCell {
    if (hasLabel()) {
      return RawTarget.label(labels.label(row.label()));
    }
    if (columns.target().isEmpty() || options.task().truth() != Truth.NUMBERS) {
      return RawTarget.NONE;
    }
    if (options.task().extent() == Extent.SERIES) {
      Cells steps = joined(row.target(), columns.target(), options.gaps());
      return new RawTarget("", steps.values(), columns.target().size());
    }
    List<Double> numbers = new ArrayList<>();
    for (int c = 0; c < columns.target().size(); c++) {
      String column = columns.target().get(c);
      for (double value : row.target().get(c).in(column).values()) {
        numbers.add(number(value, column, ReadOptions.Gaps.FAIL));
      }
    }
    return RawTarget.numbers(numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void append(ColumnarRow row, String id) throws Numbers.BadCell {
    String label = hasLabel() ? labels.label(row.label()) : "";
    if (open.isPresent() && !open.get().label().equals(label)) {
      throw new Numbers.BadCell(
          "sequence '%s' has the label '%s' here and '%s' at %s"
              .formatted(id, label, open.get().label(), open.get().origin()));
    }
    ReadOptions.Gaps gaps =
        options.task().extent() == Extent.SERIES ? options.gaps() : ReadOptions.Gaps.FAIL;
    double[] target = joined(row.target(), columns.target(), gaps).values();
    boolean isTokens = content.kind() == RowContent.Kind.TOKENS;
    double[] step =
        isTokens ? new double[0] : joined(row.input(), columns.input(), options.gaps()).values();
    if (!isTokens && step.length == 0) {
      throw new Numbers.BadCell("a step without numbers");
    }
    if (open.isPresent() && step.length != width) {
      throw new Numbers.BadCell(
          "%d numbers where the step before has %d".formatted(step.length, width));
    }
    GrowingSequence steps =
        open.orElseGet(
            () -> new GrowingSequence(id, row.origin(), label, step.length, target.length));
    if (isTokens) {
      steps.add(row.input().get(0).in(columns.input().get(0)).tokens()[0], target);
    } else {
      steps.add(step, target);
    }
    if (!columns.order().isEmpty()) {
      steps.key(numbers.isMissing(row.order()) ? "" : row.order(), row.origin().line());
    }
    width = step.length;
    open = Optional.of(steps);
  }

  private boolean hasLabel() {
    return options.task().truth() == Truth.LABEL && !columns.label().isEmpty();
  }

  private String id(ColumnarRow row) throws Numbers.BadCell {
    return labels.present(row.id(), "the id");
  }

  /** Columns beside one another, {@code [step][column]}. */
  private static Cells joined(List<Cells> cells, List<String> names, ReadOptions.Gaps gaps)
      throws Numbers.BadCell {
    int wide = 0;
    for (int c = 0; c < cells.size(); c++) {
      int steps = cells.get(c).in(names.get(c)).steps();
      if (steps != cells.get(0).steps()) {
        throw new Numbers.BadCell(
            "%s has %d values and %s has %d"
                .formatted(names.get(c), steps, names.get(0), cells.get(0).steps()));
      }
      wide += cells.get(c).width();
    }
    int steps = cells.isEmpty() ? 0 : cells.get(0).steps();
    double[] values = new double[Math.multiplyExact(steps, wide)];
    int to = 0;
    for (int t = 0; t < steps; t++) {
      for (int c = 0; c < cells.size(); c++) {
        int width = cells.get(c).width();
        for (int i = 0; i < width; i++) {
          values[to++] = number(cells.get(c).values()[t * width + i], names.get(c), gaps);
        }
      }
    }
    return Cells.numbers(steps, values);
  }

  private static double number(double value, String column, ReadOptions.Gaps gaps)
      throws Numbers.BadCell {
    if (Double.isInfinite(value)) {
      throw new Numbers.BadCell("infinite value in " + column);
    }
    if (!FloatRange.holds(value)) {
      throw new Numbers.BadCell(FloatRange.complaint(String.valueOf(value), column));
    }
    if (Double.isNaN(value) && gaps == ReadOptions.Gaps.FAIL) {
      throw new Numbers.BadCell("missing value in " + column);
    }
    return value;
  }
}
