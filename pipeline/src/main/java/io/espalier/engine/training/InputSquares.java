package io.espalier.engine.training;

import io.espalier.engine.Lanes;
import io.espalier.engine.LayerInput;
import io.espalier.engine.RecurrentForward;
import io.espalier.importance.InputRows;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.List;

/** Σx² of what each row of each block of a network reads, in the order of {@link InputRows}. */
final class InputSquares {
  private final List<ParameterBlock> blocks;
  private final int[] first;
  private final double[] sums;

  InputSquares(ParameterLayout layout) {
    this.blocks = layout.blocks();
    this.first = InputRows.first(layout);
    this.sums = new double[InputRows.count(layout)];
  }

  double[] sums() {
    return sums;
  }

  /** A fully connected layer reads what is given to it. */
  void add(List<ParameterBlock> layer, LayerInput given) {
    int weights = blocks.indexOf(layer.get(0));
    given.addSquares(sums, first[weights]);
    if (layer.size() > 1) {
      addOnes(weights + 1, given.lanes());
    }
  }

  /** A direction reads what is given to it, itself, and with peepholes its memory. */
  void add(RecurrentForward direction, LayerInput given) {
    int weights = blocks.indexOf(direction.blocks().input());
    given.addSquares(sums, first[weights]);
    direction.addStateSquares(sums, first[weights + 1]);
    int next = weights + 2;
    if (blocks.get(next).role() == Role.PEEPHOLE) {
      direction.addMemorySquares(sums, first[next]);
      next++;
    }
    addOnes(next, given.lanes());
  }

  /** A bias reads a 1 at every valid step. */
  private void addOnes(int bias, Lanes lanes) {
    for (int lane = 0; lane < lanes.count(); lane++) {
      sums[first[bias]] += lanes.length(lane);
    }
  }
}
