package io.espalier.data.raw;

/**
 * What a cell of a columnar file holds: numbers {@code [step][width]} with NaN where one is
 * missing, or a token a step. Arrays are shared, not copied.
 */
public final class Cells {
  private final String problem;
  private final int steps;
  private final double[] values;
  private final String[] tokens;

  private Cells(String problem, int steps, double[] values, String[] tokens) {
    this.problem = problem;
    this.steps = steps;
    this.values = values;
    this.tokens = tokens;
  }

  /** Numbers; every step has as many. */
  public static Cells numbers(int steps, double[] values) {
    return new Cells("", steps, values, new String[0]);
  }

  public static Cells tokens(String[] tokens) {
    return new Cells("", tokens.length, new double[0], tokens);
  }

  /**
   * A cell that cannot be used.
   *
   * @param problem a clause that the name of the column follows after "in"
   */
  public static Cells unusable(String problem) {
    return new Cells(problem, 0, new double[0], new String[0]);
  }

  /** The same, if it can be used. */
  Cells in(String column) throws Numbers.BadCell {
    if (!problem.isEmpty()) {
      throw new Numbers.BadCell("%s in %s".formatted(problem, column));
    }
    return this;
  }

  int steps() {
    return steps;
  }

  /** Numbers of a step. */
  int width() {
    return steps == 0 ? 0 : values.length / steps;
  }

  double[] values() {
    return values;
  }

  String[] tokens() {
    return tokens;
  }
}
