package io.espalier.engine.training;

import static io.espalier.engine.Networks.RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.Weighted;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.ParameterBlock;
import io.espalier.model.PlainForward;
import io.espalier.model.PlainForward.Nudge;
import io.espalier.model.RandomNetworks;
import io.espalier.model.Role;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against differences of a network in double precision that is written plainly. */
class StateJacobianTest {
  private static final int FEATURES = ExampleGraphs.FEATURES;

  static Set<String> names() {
    return ExampleGraphs.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isTheGradientOfTheNormOverTheLastFourSteps(String name) {
    Network network = ExampleGraphs.all().get(name);
    float[] parameters = RandomNetworks.numbers(network.layout().length(), 8);
    for (int steps : List.of(1, 3, 7)) {
      int[] tokens = IntStream.rangeClosed(0, steps).map(i -> i * i % FEATURES).toArray();
      float[] values = RandomNetworks.numbers(steps * FEATURES, 60);
      boolean reads = network.nodes().get(0).layer() instanceof Embedding;
      Sequence sequence =
          reads
              ? Sequence.ofTokens("t", tokens, new Target.NextToken())
              : Sequence.ofValues("v", values, FEATURES, new Target.Label(0));
      double[][] read = new double[steps][FEATURES];
      for (int i = 0; i < steps * FEATURES; i++) {
        read[i / FEATURES][i % FEATURES] =
            reads ? (tokens[i / FEATURES] == i % FEATURES ? 1 : 0) : values[i];
      }
      float[] ours = gradient(network, parameters, sequence);
      double[] plain = plain(network, parameters, read);
      for (int i = 0; i < ours.length; i++) {
        assertThat((double) ours[i])
            .as("parameter %d after %d steps", i, steps)
            .isCloseTo(plain[i], within(1e-3 + 0.01 * Math.abs(plain[i])));
      }
    }
  }

  private static float[] gradient(Network network, float[] parameters, Sequence sequence) {
    try (TrainingNetwork learning =
        new TrainingNetwork(network, Training.alike(network, RULES), 1)) {
      learning.load(parameters, new float[0], TrainingProgress.START);
      learning.jacobianGradient(Batch.of(List.of(sequence)));
      return learning.jacobianGradient(Batch.of(List.of(sequence)));
    }
  }

  private static double[] plain(Network network, float[] parameters, double[][] read) {
    double[] gradient = new double[parameters.length];
    for (ParameterBlock recurrent : network.layout().blocks()) {
      if (recurrent.role() == Role.RECURRENT_WEIGHT && read.length > 1) {
        for (ParameterBlock own : directionOf(network, recurrent)) {
          for (int i = own.offset(); i < own.end(); i++) {
            float[] more = parameters.clone();
            float[] less = parameters.clone();
            more[i] += 1e-3f;
            less[i] -= 1e-3f;
            double difference =
                norm(network, parameters, read, recurrent, more)
                    - norm(network, parameters, read, recurrent, less);
            gradient[i] = difference / ((double) more[i] - less[i]);
          }
        }
      }
    }
    return gradient;
  }

  /** W, RW, peepholes and bias of a direction. */
  private static List<ParameterBlock> directionOf(Network network, ParameterBlock recurrent) {
    List<ParameterBlock> blocks = network.layout().blocks();
    int at = blocks.indexOf(recurrent);
    int end = at;
    while (blocks.get(end).role() != Role.BIAS) {
      end++;
    }
    return blocks.subList(at - 1, end + 1);
  }

  /** Of other parameters over the last steps, the state before them as it is. */
  private static double norm(
      Network network,
      float[] parameters,
      double[][] read,
      ParameterBlock recurrent,
      float[] then) {
    double step = 1e-5;
    int turn = Math.max(1, read.length - 4) - 1;
    double[] above = last(network, parameters, read, new Nudge(recurrent.name(), turn, step, then));
    double[] below =
        last(network, parameters, read, new Nudge(recurrent.name(), turn, -step, then));
    double squares = 0;
    for (int k = 0; k < above.length; k++) {
      squares += Math.pow((above[k] - below[k]) / (2 * step), 2);
    }
    return Math.sqrt(squares);
  }

  /** What the layer of a nudged direction gives at both ends; the other direction is not moved. */
  private static double[] last(Network network, float[] parameters, double[][] read, Nudge nudge) {
    int layer =
        network.layout().blocks().stream()
            .filter(b -> b.name().equals(nudge.recurrent()))
            .mapToInt(ParameterBlock::layer)
            .findFirst()
            .orElseThrow();
    Node node = network.weighted().get(layer);
    int half = ((Weighted) node.layer()).units();
    boolean backward =
        ((Weighted) node.layer()).directions() == 2 && nudge.recurrent().endsWith("bRW");
    double[] said =
        PlainForward.all(network, parameters, read, nudge)
            .get(node.name())[backward ? 0 : read.length - 1];
    return backward ? Arrays.copyOfRange(said, half, 2 * half) : Arrays.copyOf(said, half);
  }
}
