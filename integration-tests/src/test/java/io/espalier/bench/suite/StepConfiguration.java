package io.espalier.bench.suite;

import io.espalier.bench.DataShape;
import io.espalier.bench.Variant;
import io.espalier.data.Batch;
import io.espalier.data.Tasks;
import io.espalier.model.LayerSpec;
import io.espalier.model.LayerSpec.Cell;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.model.Pooling;
import io.espalier.plan.NetworkPlan;
import io.espalier.plan.PlanReader;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Updater;
import io.espalier.run.NetworkBuilder;
import io.espalier.run.TrainingRules;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network and the batches it is timed on: LSTM layers one above another under a softmax, on the
 * last step of a sequence, or on every step of a language model; trained by Adam.
 *
 * @param name as printed
 * @param layers of LSTM
 * @param units of each layer
 * @param batch sequences of a training step
 * @param shape of the data; a language model reads its tokens as one-hot vectors
 */
record StepConfiguration(String name, int layers, int units, int batch, DataShape shape) {
  /** The default of {@code recover.sparse-above}. */
  static final double SPARSE_ABOVE =
      PlanReader.read(
              """
              run.name = suite
              data.source.format = control-charts
              network.layers = [{ type = lstm, units = 1 }]
              """,
              "the standard suite",
              List.of())
          .recover()
          .sparseAbove();

  private static final int BATCHES = 4;
  private static final Updater ADAM =
      new Updater(Updater.Type.ADAM, 1e-3, 0, 0, Updater.RateSchedule.CONSTANT, 1);

  /** The configurations of the standard suite. */
  static final List<StepConfiguration> STANDARD =
      List.of(
          new StepConfiguration("A", 1, 50, 64, series(10, 5, 60, 60)),
          new StepConfiguration("B", 1, 256, 32, series(64, 5, 50, 50)),
          new StepConfiguration("C", 2, 512, 32, text(96, 64)),
          new StepConfiguration("D", 1, 1024, 32, series(64, 5, 50, 50)),
          new StepConfiguration("short", 1, 128, 16, series(12, 9, 7, 29)),
          new StepConfiguration("long", 1, 128, 16, series(12, 9, 20, 200)));

  static DataShape series(int inputs, int classes, int shortest, int longest) {
    return new DataShape(Tasks.CLASSIFICATION, false, inputs, classes, List.of(shortest, longest));
  }

  private static DataShape text(int tokens, int steps) {
    return new DataShape(Tasks.LANGUAGE_MODEL, true, tokens, tokens, List.of(steps, steps));
  }

  /** Fresh weights, the same at every call, and how they are trained. */
  Variant dense() {
    LayerSpec lstm = new LayerSpec.Recurrent(Cell.LSTM, units, false, 1);
    NetworkPlan plan = new NetworkPlan("", Collections.nCopies(layers, lstm), Pooling.LAST);
    Network network = NetworkBuilder.network(plan, shape.info());
    return Variant.dense(
        NetworkState.of(network, NetworkBuilder.parameters(plan, shape.info(), 1)),
        TrainingRules.of(network, ADAM, new Regularisation(0, 0), 1));
  }

  /** The batches of a training step, in turns. */
  List<Batch> batches() {
    return IntStream.range(0, BATCHES).mapToObj(seed -> shape.batch(batch, seed)).toList();
  }

  /** Whether sequences have different lengths, so that steps are masked. */
  boolean isVariable() {
    return shape.lengths().get(0) < shape.lengths().get(1);
  }

  /** Whether there is a prediction at every step. */
  boolean isTimed() {
    return shape.task().truth().isTimed();
  }

  /**
   * Floating-point operations of a training step: the products of the forward pass and twice as
   * many for the errors and gradients of the backward pass. A token's product with the weights is
   * the choice of a row, and costs none.
   */
  double operations() {
    double first = shape.isTokens() ? 0 : shape.inputs();
    double perStep = 4.0 * units * (first + units + (layers - 1) * 2.0 * units);
    double output = (double) units * shape.outputs();
    double steps = batches().stream().mapToInt(Batch::validSteps).average().orElseThrow();
    return 3 * 2 * (perStep * steps + output * (isTimed() ? steps : batch));
  }
}
