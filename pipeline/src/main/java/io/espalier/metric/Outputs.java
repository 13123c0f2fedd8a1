package io.espalier.metric;

/**
 * What a network said about one batch: a row for each thing it had to say (a sequence, or for a
 * language model a valid step, steps of one sequence together).
 *
 * @param rows number of rows
 * @param width numbers in a row: probabilities that sum to 1, or predicted targets
 * @param values row after row
 */
public record Outputs(int rows, int width, float[] values) {
  public Outputs {
    if (values.length != rows * width) {
      throw new IllegalArgumentException(
          "%d rows of %d do not make %d values".formatted(rows, width, values.length));
    }
  }
}
