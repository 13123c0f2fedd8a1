package io.espalier.engine.training;

import static io.espalier.engine.Networks.RULES;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.engine.DoubleNetwork;
import io.espalier.engine.DrawnNetwork;
import io.espalier.engine.DrawnNetwork.Kind;
import io.espalier.engine.Examples;
import io.espalier.engine.Networks;
import io.espalier.kernel.Closeness;
import io.espalier.model.Activation;
import io.espalier.model.Network;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outputs and gradients of padded batches against networks in double precision. */
class DoublePrecisionTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void saysAndLearnsWhatLayersAreDefinedToBe(Kind kind) {
    Random random = new Random(kind.ordinal());
    for (int trial = 0; trial < 60; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(kind, random);
      check(drawn, drawn.batch(random, random.ints(1 + random.nextInt(4), 1, 6).toArray()));
    }
  }

  private static void check(DrawnNetwork drawn, Batch batch) {
    Network network = drawn.network();
    double[] parameters =
        IntStream.range(0, drawn.parameters().length)
            .mapToDouble(i -> drawn.parameters()[i])
            .toArray();
    float[] gradient = new float[parameters.length];
    float[] said;
    try (TrainingNetwork learning =
        new TrainingNetwork(network, Training.alike(network, RULES), 1)) {
      learning.load(drawn.parameters(), new float[0], TrainingProgress.START);
      learning.gradient(batch, 1, gradient);
      said = learning.outputs(batch).values();
    }
    DoubleNetwork reference = new DoubleNetwork(network, parameters);
    float[] expected = new float[said.length];
    int at = 0;
    for (Sequence sequence : batch.sequences()) {
      for (double[] step : reference.outputs(sequence)) {
        for (double value : step) {
          expected[at++] = (float) value;
        }
      }
    }
    Closeness.assertClose(network.toString(), said, expected, 1e-5);
    Networks.assertClose(network, gradient, slopes(network, parameters, batch), 1e-5);
  }

  private static float[] slopes(Network network, double[] parameters, Batch batch) {
    DoubleNetwork reference = new DoubleNetwork(network, parameters);
    return slopes(parameters, () -> loss(network, reference, batch));
  }

  /** Central differences of what a network's parameters come to. */
  static float[] slopes(double[] parameters, DoubleSupplier loss) {
    float[] slopes = new float[parameters.length];
    for (int i = 0; i < slopes.length; i++) {
      double before = parameters[i];
      parameters[i] = before + STEP;
      double above = loss.getAsDouble();
      parameters[i] = before - STEP;
      double below = loss.getAsDouble();
      parameters[i] = before;
      slopes[i] = (float) ((above - below) / (2 * STEP));
    }
    return slopes;
  }

  private static double loss(Network network, DoubleNetwork reference, Batch batch) {
    double sum = 0;
    for (Sequence sequence : batch.sequences()) {
      sum += loss(network, reference.outputs(sequence), sequence);
    }
    return sum;
  }

  /** The loss of a drawn network, summed over the steps of a sequence. */
  static double loss(Network network, double[][] said, Sequence sequence) {
    Activation end = Examples.outputActivation(network);
    double sum = 0;
    for (int t = 0; t < said.length; t++) {
      for (int k = 0; k < said[t].length; k++) {
        double wanted = wanted(sequence, t, k);
        sum +=
            end.equals(Activation.SOFTMAX)
                ? -wanted * Math.log(said[t][k])
                : (said[t][k] - wanted) * (said[t][k] - wanted) / said[t].length;
      }
    }
    return sum;
  }

  private static double wanted(Sequence sequence, int step, int k) {
    if (sequence.target() instanceof Target.Values values) {
      return values.values()[k];
    }
    int index =
        sequence.target() instanceof Target.Label label
            ? label.index()
            : sequence.tokens()[step + 1];
    return index == k ? 1 : 0;
  }
}
