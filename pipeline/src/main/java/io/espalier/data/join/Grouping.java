package io.espalier.data.join;

import java.io.Serializable;

/**
 * Which rows are steps of one sequence, and in which order.
 *
 * @param id column of the sequence's id; empty where a file is a sequence
 * @param scope of an id
 * @param column that orders the steps; empty where they stand in order
 * @param order of its cells
 */
public record Grouping(String id, IdScope scope, String column, StepOrder order)
    implements Serializable {

  /** Ids and orders as the columns have them. */
  public static Grouping by(String id, String column) {
    return new Grouping(id, IdScope.AUTO, column, StepOrder.AUTO);
  }

  /** The same with an order that is known. */
  public Grouping ordered(StepOrder known) {
    return new Grouping(id, scope, column, known);
  }
}
