package io.espalier.importance;

import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.List;

/**
 * The rows of all blocks of a layout, numbered block by block: each reads one input. A bias reads a
 * constant 1, and a peephole the memory of its unit.
 */
public final class InputRows {
  private InputRows() {}

  /** Number of rows. */
  public static int count(ParameterLayout layout) {
    return layout.blocks().stream().mapToInt(ParameterBlock::rows).sum();
  }

  /** Number of the first row of each block, in the order of the blocks. */
  public static int[] first(ParameterLayout layout) {
    List<ParameterBlock> blocks = layout.blocks();
    int[] first = new int[blocks.size()];
    for (int i = 1; i < first.length; i++) {
      first[i] = first[i - 1] + blocks.get(i - 1).rows();
    }
    return first;
  }

  /** For each parameter the number of its row. */
  static int[] ofParameters(ParameterLayout layout) {
    int[] rows = new int[layout.length()];
    int[] first = first(layout);
    for (int i = 0; i < first.length; i++) {
      ParameterBlock block = layout.blocks().get(i);
      for (int at = block.offset(); at < block.end(); at++) {
        rows[at] = first[i] + (at - block.offset()) % block.rows();
      }
    }
    return rows;
  }
}
