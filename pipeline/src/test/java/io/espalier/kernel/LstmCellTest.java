package io.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class LstmCellTest {
  private static final LstmShape SHAPE = new LstmShape(5, 3, 7, 6);

  private final NativeFloats input = filled(SHAPE.steps() * SHAPE.inputs() * SHAPE.batch(), 1);
  private final NativeFloats error = filled(SHAPE.steps() * SHAPE.cells(), 2);
  private final NativeFloats wide = filled(4 * SHAPE.units() * SHAPE.inputs(), 3);
  private final NativeFloats square = filled(4 * SHAPE.units() * SHAPE.units(), 4);
  private final LstmWeights weights =
      new LstmWeights(wide.span(), square.span(), new float[4 * SHAPE.units()]);

  private final LstmWeights gradients =
      new LstmWeights(
          filled(4 * SHAPE.units() * SHAPE.inputs(), 5).span(),
          filled(4 * SHAPE.units() * SHAPE.units(), 6).span(),
          new float[4 * SHAPE.units()]);

  @Test
  void holdsTheSameMemoryAfterManyPassesAndNoneAfterClosing() {
    LstmCell cell = new LstmCell();
    long before = Pointer.totalBytes();
    pass(cell, SHAPE);
    long warm = Pointer.totalBytes();
    assertThat(warm).isGreaterThan(before);
    for (int i = 0; i < 3000; i++) {
      pass(cell, new LstmShape(1 + i % 5, 3, 7, 1 + i % 6));
    }
    assertThat(Pointer.totalBytes()).isEqualTo(warm);
    cell.close();
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
  }

  @Test
  void maskedStepsClearTheState() {
    float[] mask = new float[SHAPE.steps() * SHAPE.batch()];
    java.util.Arrays.fill(mask, 0, 3 * SHAPE.batch(), 1f);
    try (LstmCell cell = new LstmCell()) {
      forward(cell, SHAPE, StepMask.of(SHAPE.batch(), mask), LstmCell.Keep.OUTPUT);
      assertThat(cell.last().hasHidden()).isFalse();
      for (float memory : cell.last().cell()) {
        assertThat(memory).isZero();
      }
    }
  }

  @Test
  void carriedStateContinuesASequence() {
    LstmShape half = new LstmShape(SHAPE.batch(), SHAPE.inputs(), SHAPE.units(), 3);
    int blockSize = SHAPE.inputs() * SHAPE.batch();
    float[] values = new float[6 * blockSize];
    input.span().buffer().get(0, values);
    NativeFloats secondHalf = new NativeFloats();
    secondHalf.reserve(3L * blockSize);
    secondHalf.span().buffer().put(0, values, 3 * blockSize, 3 * blockSize);
    try (LstmCell cell = new LstmCell()) {
      forward(cell, SHAPE, StepMask.none(), LstmCell.Keep.OUTPUT);
      LstmState whole = cell.last();
      forward(cell, half, StepMask.none(), LstmCell.Keep.ALL_STEPS);
      LstmState middle = cell.last();
      cell.forward(
          half,
          GateFunction.SIGMOID,
          weights,
          new Steps(secondHalf.span(), blockSize),
          middle,
          StepMask.none(),
          LstmCell.Keep.OUTPUT);
      assertThat(cell.last().sameAs(whole)).isTrue();
    }
  }

  @Test
  void refusesToGoBackThroughWhatWasNotKept() {
    try (LstmCell cell = new LstmCell()) {
      forward(cell, SHAPE, StepMask.none(), LstmCell.Keep.OUTPUT);
      assertThatThrownBy(() -> backward(cell, SHAPE)).isInstanceOf(IllegalStateException.class);
    }
  }

  private void pass(LstmCell cell, LstmShape shape) {
    forward(cell, shape, StepMask.none(), LstmCell.Keep.ALL_STEPS);
    backward(cell, shape);
  }

  private void forward(LstmCell cell, LstmShape shape, StepMask mask, LstmCell.Keep keep) {
    Steps steps = new Steps(input.span(), shape.inputs() * shape.batch());
    cell.forward(shape, GateFunction.SIGMOID, weights, steps, LstmState.zero(shape), mask, keep);
  }

  private void backward(LstmCell cell, LstmShape shape) {
    cell.backward(
        weights,
        new Steps(input.span(), shape.inputs() * shape.batch()),
        new Steps(error.span(), shape.cells()),
        0,
        gradients,
        Optional.empty());
  }

  private static NativeFloats filled(int size, long seed) {
    NativeFloats floats = new NativeFloats();
    floats.reserve(size);
    Random random = new Random(seed);
    for (int i = 0; i < size; i++) {
      floats.buffer().put(i, (float) random.nextGaussian());
    }
    return floats;
  }
}
