package io.espalier.engine.training;

import static io.espalier.engine.Networks.RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.engine.DrawnNetwork;
import io.espalier.model.Activation;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Dropout;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Merge;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.RateSchedule;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients under noise against central finite differences of the loss under the same noise. */
class NoisyGradientTest {
  private static final float STEP = 1e-2f;

  static Stream<Arguments> kinds() {
    return Stream.of(Noise.Kind.values())
        .flatMap(kind -> Stream.of(true, false).map(tokens -> Arguments.of(kind, tokens)));
  }

  @ParameterizedTest(name = "{0}, tokens: {1}")
  @MethodSource("kinds")
  void isTheSlopeOfTheLoss(Noise.Kind kind, boolean tokens) {
    Network network = network(new Noise(kind, new RateSchedule.Fixed(0.6)));
    Random random = new Random(3);
    float[] parameters = new float[network.layout().length()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = 0.4f * (float) random.nextGaussian();
    }
    Batch batch = new DrawnNetwork(network, parameters, tokens).batch(random, 4, 2, 3);
    float[] gradient = new float[parameters.length];
    float[] scratch = new float[parameters.length];
    try (TrainingNetwork learning =
        new TrainingNetwork(network, Training.alike(network, RULES), 1)) {
      learning.load(parameters, new float[0], TrainingProgress.START);
      learning.gradient(batch, 11, gradient);
      for (int i = 0; i < parameters.length; i += 3) {
        float[] moved = parameters.clone();
        moved[i] += STEP;
        learning.load(moved, new float[0], TrainingProgress.START);
        double above = learning.gradient(batch, 11, scratch);
        moved[i] -= 2 * STEP;
        learning.load(moved, new float[0], TrainingProgress.START);
        double below = learning.gradient(batch, 11, scratch);
        assertThat((double) gradient[i])
            .as("parameter %d", i)
            .isCloseTo((above - below) / (2 * STEP), within(4e-3));
      }
    }
  }

  /** Noise before, on and in a bidirectional layer, in a branch, on a pooling and an output. */
  private static Network network(Noise noise) {
    Layer.Lstm cell = new Lstm(4, 3, Activation.TANH, Activation.SIGMOID, noise);
    Dense end = new Dense(9, 3, Bias.PRESENT, Activation.SOFTMAX, noise);
    return new Network(
        List.of(
            Node.of("noise", "input", new Dropout(noise)),
            Node.of("both", "noise", new Bidirectional(cell, cell, noise)),
            Node.of("dense", "both", new Dense(6, 3, Bias.PRESENT, Activation.TANH, noise)),
            new Node("merge", List.of("both", "dense"), new Merge()),
            Node.of("pool", "merge", new Pool(Reduction.MEAN, 2, noise)),
            Node.of("end", "pool", new Output(end, Loss.CROSS_ENTROPY))),
        List.of("input"),
        "end");
  }
}
