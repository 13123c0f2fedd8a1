package io.espalier.network;

import io.espalier.kernel.GateFunction;
import io.espalier.kernel.LstmShape;
import io.espalier.kernel.LstmState;
import io.espalier.kernel.StepMask;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a forward pass of one layer depends on, its weights excepted. */
record CellPass(LstmShape shape, GateFunction gates, Place input, LstmState start, StepMask mask) {

  /** Where an input lies. */
  record Place(long address, long[] strides) {
    static Place of(INDArray array) {
      return new Place(FloatViews.address(array), array.stride());
    }

    boolean sameAs(Place other) {
      return address == other.address && Arrays.equals(strides, other.strides);
    }
  }

  /** Whether both passes compute the same. */
  boolean sameAs(CellPass other) {
    return shape.equals(other.shape)
        && gates == other.gates
        && input.sameAs(other.input)
        && start.sameAs(other.start)
        && mask.sameAs(other.mask);
  }
}
