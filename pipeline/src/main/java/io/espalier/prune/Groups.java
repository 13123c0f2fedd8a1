package io.espalier.prune;

import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What stands to be pruned at one moment.
 *
 * @param ranges the eligible groups, ascending and apart from each other
 * @param alive groups that are not pruned yet
 * @param pooled turns scores of parameters into one for each group, signs kept
 * @param toParameters turns a mask over groups into one over parameters
 */
public record Groups(
    List<GroupRange> ranges,
    Mask alive,
    Function<Scores, float[]> pooled,
    UnaryOperator<Mask> toParameters) {
  public Groups {
    ranges = List.copyOf(ranges);
  }
}
