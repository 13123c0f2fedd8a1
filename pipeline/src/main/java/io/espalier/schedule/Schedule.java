package io.espalier.schedule;

import java.util.List;

/** How sparsity grows from the dense network to the final one. */
public interface Schedule {
  /** The levels in order; sparsity never falls, and the last level has the final sparsity. */
  List<Level> levels();
}
