package io.espalier.schedule;

import io.espalier.model.Named;
import java.util.List;

/**
 * How sparsity grows from the dense network to the final one. A schedule is one class with one line
 * in {@code META-INF/services}.
 */
public interface Schedule extends Named {
  /**
   * The levels in order; sparsity never falls, and the last level has the final sparsity.
   *
   * @param count levels that are asked for, at least 1
   * @param sparsity of the last level, in [0, 1)
   */
  List<Level> levels(int count, double sparsity);
}
