package io.espalier.engine.training;

import io.espalier.engine.Draws;
import io.espalier.engine.RecurrentForward;
import io.espalier.engine.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A recurrent layer: one direction, or two whose outputs stand one above the other. */
final class RecurrentPass implements Pass {
  private final NoisyInput read;
  private final List<Direction> directions = new ArrayList<>();
  private final Signal output;
  private final Errors errors;

  private record Direction(NoisyInput read, RecurrentForward forward, DirectionBackward backward) {}

  /**
   * @param read of what all directions read
   */
  RecurrentPass(NoisyInput read, Signal output) {
    this.read = read;
    this.output = output;
    this.errors = new Errors(output);
  }

  /**
   * Adds the next direction.
   *
   * @param own its noise on what all read
   */
  void add(NoisyInput own, RecurrentForward forward, LearnedParameters parameters) {
    directions.add(
        new Direction(own, forward, new DirectionBackward(forward, own.inner(), parameters)));
  }

  @Override
  public Connection output() {
    return new Connection(output, Optional.of(errors));
  }

  @Override
  public void forward(Draws draws) {
    errors.start();
    read.forward(draws);
    for (Direction direction : directions) {
      direction.read.forward(draws);
      direction.forward.start();
      direction.forward.run(draws);
    }
  }

  @Override
  public void addInputs(InputSquares sums) {
    for (Direction direction : directions) {
      sums.add(direction.forward, direction.read.inner().values());
    }
  }

  @Override
  public void addJacobian(StateJacobian sum) {
    for (Direction direction : directions) {
      sum.add(direction.forward, direction.read.inner().values());
    }
  }

  @Override
  public void backward() {
    int row = 0;
    for (Direction direction : directions) {
      direction.backward.backward(errors, row);
      direction.read.backward();
      row += direction.forward.output().rows();
    }
    read.backward();
  }

  @Override
  public void close() {
    read.close();
    for (Direction direction : directions) {
      direction.read.close();
      direction.forward.close();
      direction.backward.close();
    }
    output.close();
    errors.close();
  }
}
