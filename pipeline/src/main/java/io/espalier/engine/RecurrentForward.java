package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.kernel.RecurrentStep;
import io.espalier.kernel.RecurrentStep.Kept;
import java.util.ArrayList;
import java.util.List;

/**
 * One direction of a recurrent layer. The backward direction meets the padding of a sequence first
 * and has state and output cleared there, so that it starts from nothing at the last valid step.
 */
public final class RecurrentForward implements LayerForward {
  private final Order order;
  private final Keep keep;
  private final LayerInput input;
  private final Parameters parameters;
  private final CellBlocks blocks;
  private final Projection inputWeights;
  private final Projection recurrentWeights;
  private final RecurrentStep cell;
  private final int place;
  private final Signal hidden;
  private final Signal layer;
  private final int row;
  private final Padding padding;
  private final StepProducts products;
  private final List<Kept> kept = new ArrayList<>();
  private final Panel z = new Panel();
  private Panel before = z;
  private float[] zeros = new float[0];
  private int turn;

  /** The order in which steps are read. */
  public enum Order {
    FORWARD {
      @Override
      int step(int turn, int steps) {
        return turn;
      }
    },
    BACKWARD {
      @Override
      int step(int turn, int steps) {
        return steps - 1 - turn;
      }
    };

    /** The step that is read at a turn. */
    abstract int step(int turn, int steps);
  }

  /** How long what a step computes is kept. */
  public enum Keep {
    /**
     * For a backward pass over all steps, each in the place of its turn; outputs behind ends are 0.
     */
    ALL_STEPS {
      @Override
      int place(int turn) {
        return turn;
      }

      @Override
      int next(int turn) {
        return turn + 1;
      }
    },
    /** Until the next step is done; turns 1 and 2 follow one another for ever. */
    LATEST_STEP {
      @Override
      int place(int turn) {
        return turn & 1;
      }

      @Override
      int next(int turn) {
        return turn == 2 ? 1 : turn + 1;
      }
    };

    abstract int place(int turn);

    abstract int next(int turn);
  }

  /**
   * @param layer takes the outputs, from a row on
   * @param place tells its draws from the network's others
   */
  RecurrentForward(
      Order order,
      Keep keep,
      LayerInput input,
      Parameters parameters,
      CellBlocks blocks,
      RecurrentStep cell,
      Signal layer,
      int row,
      int place) {
    this.order = order;
    this.keep = keep;
    this.input = input;
    this.parameters = parameters;
    this.blocks = blocks;
    this.inputWeights = parameters.matrix(blocks.input());
    this.recurrentWeights = parameters.matrix(blocks.recurrent());
    this.cell = cell;
    this.place = place;
    this.layer = layer;
    this.row = row;
    this.hidden = hidden(layer, blocks.recurrent().rows());
    this.padding = new Padding(hidden);
    this.products = new StepProducts(input, inputWeights, blocks.input().columns());
  }

  /** Adds Σh² of what each unit says to its own direction's next step; where all steps are kept. */
  public void addStateSquares(double[] sums, int at) {
    hidden.addSquares(order == Order.FORWARD ? 0 : 1, order == Order.FORWARD ? 1 : 0, sums, at);
  }

  /** Adds Σc² of each unit's memory over all steps; where all steps are kept. */
  public void addMemorySquares(double[] sums, int at) {
    int lanes = hidden.lanes().count();
    for (int done = 0; done < input.lanes().steps(); done++) {
      float[] memory = kept(done).cell();
      for (int i = 0; i < hidden.size(); i++) {
        sums[at + i / lanes] += (double) memory[i] * memory[i];
      }
    }
  }

  /** Where this direction's own outputs stand; of all of the layer's, the layer's. */
  private Signal hidden(Signal all, int units) {
    if (all.rows() == units) {
      return all;
    }
    return keep == Keep.ALL_STEPS
        ? new Signal(units, all.lanes())
        : Signal.ofLatestStep(units, all.lanes());
  }

  /** This direction's own outputs. */
  @Override
  public Signal output() {
    return hidden;
  }

  @Override
  public void start() {
    turn = 0;
  }

  @Override
  public void run(Draws draws) {
    reserve();
    padding.start();
    boolean together = readsTogether();
    for (int done = 0; done < input.lanes().steps(); done++) {
      int step = order.step(done, input.lanes().steps());
      if (together) {
        products.read(step, order, z);
        addState();
      } else {
        multiply(step);
      }
      compute(step, draws);
      turn = keep.next(turn);
    }
  }

  /** Whether the products with a single lane's vectors are best computed for many steps at once. */
  private boolean readsTogether() {
    return keep == Keep.LATEST_STEP
        && input.lanes().count() == 1
        && input.lanes().steps() > 1
        && !input.isTokens();
  }

  /** What becomes of the sums of a step. */
  private void compute(int step, Draws draws) {
    Kept now = kept(turn);
    Panel panel = hidden.value(step);
    float[] output = panel.overwrite();
    if (draws.areNone()) {
      cell.forward(z, memoryBefore(turn), now, output);
    } else {
      cell.forward(z, memoryBefore(turn), now, output, draws.key(place, step));
    }
    if (keep == Keep.ALL_STEPS || order == Order.BACKWARD) {
      padding.clear(step, output);
      if (now.cell().length > 0) {
        padding.clear(step, now.cell());
      }
    }
    if (layer != hidden) {
      Panel into = layer.value(step);
      float[] values = row == 0 ? into.overwrite() : into.change();
      System.arraycopy(output, 0, values, row * hidden.lanes().count(), hidden.size());
    }
    before = panel;
  }

  private void multiply(int step) {
    if (turn == 0 || keep == Keep.LATEST_STEP) {
      input.multiply(step, inputWeights, z, Accumulate.REPLACE);
      addState();
    } else {
      recurrentWeights.forward(before, z, Accumulate.REPLACE);
      input.multiply(step, inputWeights, z, Accumulate.ADD);
    }
  }

  private void addState() {
    if (turn > 0) {
      recurrentWeights.forward(before, z, Accumulate.ADD);
    }
  }

  /** What a turn computed. */
  public Kept kept(int ofTurn) {
    return kept.get(keep.place(ofTurn));
  }

  /** Memory before a turn. */
  public float[] memoryBefore(int ofTurn) {
    return ofTurn == 0 ? zeros : kept(ofTurn - 1).cell();
  }

  /** The step that is read at a turn. */
  public int step(int ofTurn) {
    return order.step(ofTurn, input.lanes().steps());
  }

  public RecurrentStep cell() {
    return cell;
  }

  public CellBlocks blocks() {
    return blocks;
  }

  private void reserve() {
    int lanes = hidden.lanes().count();
    int n = hidden.size();
    z.reserve(blocks.input().columns(), lanes);
    if (turn > 0) {
      return;
    }
    cell.begin(parameters.values(), blocks.vectors(), hidden.rows(), lanes);
    if (zeros.length < n) {
      zeros = new float[n];
    }
    int slots = keep == Keep.ALL_STEPS ? input.lanes().steps() : 2;
    for (int slot = 0; slot < slots; slot++) {
      if (slot == kept.size()) {
        kept.add(cell.keep(n));
      } else if (!kept.get(slot).fits(n)) {
        kept.set(slot, cell.keep(n));
      }
    }
  }

  @Override
  public void close() {
    hidden.close();
    products.close();
    z.close();
    kept.clear();
  }
}
