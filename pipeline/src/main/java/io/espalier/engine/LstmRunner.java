package io.espalier.engine;

import io.espalier.kernel.Panel;
import java.util.ArrayList;
import java.util.List;

/**
 * An LSTM layer. The backward direction meets the padding of a sequence first and clears its state
 * there, so that it starts from nothing at the last valid step. For a single lane the products with
 * the input run over many steps at once.
 */
final class LstmRunner implements Runner {
  private static final int STEPS_AT_ONCE = 64;

  private final StepInput input;
  private final List<CellRunner> directions = new ArrayList<>();
  private final List<Projection> weights = new ArrayList<>();
  private final List<Panel> half = List.of(new Panel(), new Panel());
  private final Track output;
  private float[] products = new float[0];

  LstmRunner(StepInput input, StackLayer.Lstm layer, FixedParameters parameters) {
    this.input = input;
    for (StackLayer.Cell cell : layer.directions()) {
      directions.add(new CellRunner(cell, layer.gates(), parameters));
      weights.add(parameters.matrix(cell.input()));
    }
    int width = directions.size() * directions.get(0).units();
    this.output = new Track(width, input.lanes());
  }

  @Override
  public int units() {
    return directions.get(0).units();
  }

  @Override
  public Track output() {
    return output;
  }

  @Override
  public void start() {
    for (int d = 0; d < directions.size(); d++) {
      directions.get(d).start();
    }
  }

  @Override
  public void run() {
    for (int d = 0; d < directions.size(); d++) {
      if (input.lanes().count() == 1) {
        runChunks(d);
      } else {
        runSteps(d);
      }
    }
  }

  private void runSteps(int d) {
    CellRunner direction = directions.get(d);
    int lanes = input.lanes().count();
    int steps = input.lanes().steps();
    for (int turn = 0; turn < steps; turn++) {
      int step = d == 0 ? turn : steps - 1 - turn;
      input.multiply(step, weights.get(d), direction.sums(lanes));
      Panel hidden = hidden(d, step);
      direction.step(hidden);
      for (int lane = 0; d > 0 && lane < lanes; lane++) {
        if (!input.lanes().has(lane, step)) {
          direction.clear(lane);
        }
      }
      write(hidden, d, step);
    }
  }

  private void runChunks(int d) {
    int steps = input.lanes().steps();
    for (int done = 0; done < steps; done += STEPS_AT_ONCE) {
      int count = Math.min(STEPS_AT_ONCE, steps - done);
      runChunk(d, d == 0 ? done : steps - done - count, count);
    }
  }

  private void runChunk(int d, int from, int count) {
    CellRunner direction = directions.get(d);
    int sums = 4 * direction.units();
    if (products.length < count * sums) {
      products = new float[count * sums];
    }
    input.multiply(from, count, weights.get(d), products);
    for (int turn = 0; turn < count; turn++) {
      int step = d == 0 ? turn : count - 1 - turn;
      System.arraycopy(products, step * sums, direction.sums(1).overwrite(), 0, sums);
      Panel hidden = hidden(d, from + step);
      direction.step(hidden);
      write(hidden, d, from + step);
    }
  }

  /** Where a direction writes its outputs. */
  private Panel hidden(int d, int step) {
    return directions.size() == 1
        ? output.at(step)
        : half.get(d).reserve(directions.get(d).units(), input.lanes().count());
  }

  /** Puts a direction's outputs beside the other's. */
  private void write(Panel hidden, int d, int step) {
    if (directions.size() == 1) {
      return;
    }
    Panel into = output.at(step);
    float[] values = d == 0 ? into.overwrite() : into.change();
    System.arraycopy(hidden.values(), 0, values, d * hidden.size(), hidden.size());
  }
}
