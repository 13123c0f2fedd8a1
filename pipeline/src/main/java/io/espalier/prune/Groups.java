package io.espalier.prune;

import io.espalier.model.Mask;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What stands to be pruned at one moment.
 *
 * @param ranges the eligible groups, ascending and apart from each other
 * @param scores one for each group
 * @param alive groups that are not pruned yet
 * @param candidates those of them that may be pruned
 * @param toParameters turns a mask over groups into one over parameters
 */
public record Groups(
    List<GroupRange> ranges,
    float[] scores,
    Mask alive,
    Mask candidates,
    UnaryOperator<Mask> toParameters) {}
