package io.espalier.engine.training;

import io.espalier.engine.LayerInput;
import io.espalier.engine.RecurrentForward;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.kernel.RecurrentStep;
import io.espalier.kernel.RecurrentStep.Kept;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of ‖J·1‖₂, J the Jacobian of a direction's output at its last step by its own output
 * four steps before, of one sequence. J·1 is the difference between two runs over these steps, from
 * outputs a little above and below; its gradient is that of both runs, the state before them held.
 */
final class StateJacobian implements AutoCloseable {
  private static final int STEPS = 4;
  private static final float NUDGE = 0.02f;

  private final LearnedParameters parameters;
  private final Panel z = new Panel();
  private final Panel returned = new Panel();
  private final Panel error = new Panel();
  private final List<Panel> states = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();

  /**
   * @param parameters whose gradient is added to, and 0 before
   */
  StateJacobian(LearnedParameters parameters) {
    this.parameters = parameters;
  }

  /** Adds a direction's, after its forward pass over one sequence; none over a single step. */
  void add(RecurrentForward direction, LayerInput given) {
    int turns = given.lanes().steps();
    if (given.lanes().count() != 1) {
      throw new IllegalArgumentException("%d sequences at once".formatted(given.lanes().count()));
    }
    if (turns > 1) {
      new Walk(direction, given, Math.max(1, turns - STEPS), turns).add();
    }
  }

  /** The last turns of one direction. */
  private final class Walk {
    private final RecurrentForward direction;
    private final LayerInput given;
    private final int first;
    private final int turns;
    private final int units;
    private final Weights inputWeights;
    private final Weights recurrentWeights;
    private final InputBackward input;

    Walk(RecurrentForward direction, LayerInput given, int first, int turns) {
      this.direction = direction;
      this.given = given;
      this.first = first;
      this.turns = turns;
      this.units = direction.output().rows();
      this.inputWeights = parameters.matrix(direction.blocks().input());
      this.recurrentWeights = parameters.matrix(direction.blocks().recurrent());
      this.input =
          new InputBackward(
              new Connection(given, Optional.empty()), direction.blocks().input(), parameters);
      z.reserve(direction.blocks().recurrent().columns(), 1);
      kept.clear();
      for (int i = 0; i <= turns - first; i++) {
        if (i == states.size()) {
          states.add(new Panel());
        }
        states.get(i).reserve(units, 1);
        kept.add(direction.cell().keep(units));
      }
    }

    void add() {
      input.begin();
      float[] above = run(NUDGE);
      float[] slope = new float[units];
      float[] below = run(-NUDGE);
      double squares = 0;
      for (int k = 0; k < units; k++) {
        slope[k] = above[k] - below[k];
        squares += (double) slope[k] * slope[k];
      }
      if (squares > 0) {
        float scale = (float) (1 / (2 * NUDGE * Math.sqrt(squares)));
        back(slope, -scale);
        run(NUDGE);
        back(slope, scale);
      }
      input.close();
    }

    /** Runs the turns from outputs that stand apart from what they were, and says the last ones. */
    private float[] run(float apart) {
      float[] before = direction.output().value(direction.step(first - 1)).values();
      float[] start = states.get(0).overwrite();
      for (int k = 0; k < units; k++) {
        start[k] = before[k] + apart;
      }
      for (int turn = first; turn < turns; turn++) {
        int at = turn - first;
        given.multiply(direction.step(turn), inputWeights, z, Accumulate.REPLACE);
        recurrentWeights.forward(states.get(at), z, Accumulate.ADD);
        direction
            .cell()
            .forward(z, memoryBefore(turn), kept.get(at), states.get(at + 1).overwrite());
      }
      return Arrays.copyOf(states.get(turns - first).values(), units);
    }

    private float[] memoryBefore(int turn) {
      return turn == first ? direction.memoryBefore(turn) : kept.get(turn - first - 1).cell();
    }

    /** Adds the gradient of the last outputs, weighted, from the run that was the last. */
    private void back(float[] weights, float scale) {
      RecurrentStep cell = direction.cell();
      float[] last = error.reserve(units, 1).overwrite();
      for (int k = 0; k < units; k++) {
        last[k] = scale * weights[k];
      }
      Arrays.fill(returned.reserve(units, 1).overwrite(), 0, units, 0f);
      cell.beginBackward();
      for (int turn = turns - 1; turn >= first; turn--) {
        int at = turn - first;
        cell.backward(error, 0, returned, memoryBefore(turn), kept.get(at), new float[0], z);
        Arrays.fill(error.overwrite(), 0, units, 0f);
        input.open(1);
        input.collect(direction.step(turn), z);
        input.gradient(z);
        recurrentWeights.gradient(states.get(at), z);
        recurrentWeights.transposed(z, returned, Accumulate.REPLACE);
      }
      addVectors(cell);
    }

    private void addVectors(RecurrentStep cell) {
      float[] vectors = new float[cell.vectors() * units];
      cell.vectorGradient(vectors, 0, units, 1);
      int at = direction.blocks().vectors();
      for (int i = 0; i < vectors.length; i++) {
        parameters.gradient()[at + i] += vectors[i];
      }
    }
  }

  @Override
  public void close() {
    z.close();
    returned.close();
    error.close();
    states.forEach(Panel::close);
  }
}
