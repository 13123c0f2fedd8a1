package io.espalier.engine.training;

import static io.espalier.engine.Networks.RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.importance.InputRows;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.Weighted;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.ParameterBlock;
import io.espalier.model.PlainForward;
import io.espalier.model.RandomNetworks;
import io.espalier.model.Role;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each weight reads, against a network in double precision that is written plainly. */
class InputSquaresTest {
  static Set<String> names() {
    return ExampleGraphs.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void areSummedOverValidStepsOnly(String name) {
    Network network = ExampleGraphs.all().get(name);
    boolean tokens = network.nodes().get(0).layer() instanceof Embedding;
    float[] parameters = RandomNetworks.numbers(network.layout().length(), 8);
    Random random = new Random(60);
    Batch batch =
        Batch.of(IntStream.of(3, 7, 1, 4).mapToObj(n -> sequence(random, n, tokens)).toList());
    try (TrainingNetwork learning =
        new TrainingNetwork(network, Training.alike(network, RULES), 1)) {
      learning.load(parameters, new float[0], TrainingProgress.START);
      double[] ours = learning.inputSquares(batch);
      double[] plain = new double[ours.length];
      batch.sequences().forEach(sequence -> add(network, parameters, sequence, plain));
      int[] first = InputRows.first(network.layout());
      for (int i = 0; i < first.length; i++) {
        ParameterBlock block = network.layout().blocks().get(i);
        int rows = block.role() == Role.PEEPHOLE ? 0 : block.rows();
        for (int row = first[i]; row < first[i] + rows; row++) {
          assertThat(ours[row])
              .as(block.name())
              .isCloseTo(plain[row], within(1e-4 * Math.max(1, plain[row])));
        }
      }
    }
  }

  private static Sequence sequence(Random random, int steps, boolean tokens) {
    if (tokens) {
      int[] read = random.ints(steps + 1, 0, ExampleGraphs.FEATURES).toArray();
      return Sequence.ofTokens("t", read, new Target.NextToken());
    }
    float[] values = RandomNetworks.numbers(steps * ExampleGraphs.FEATURES, random.nextLong());
    return Sequence.ofValues("v", values, ExampleGraphs.FEATURES, new Target.Label(0));
  }

  private static void add(Network network, float[] parameters, Sequence sequence, double[] sums) {
    int inputs = ExampleGraphs.FEATURES;
    double[][] read = new double[sequence.steps()][inputs];
    for (int i = 0; i < read.length * inputs; i++) {
      read[i / inputs][i % inputs] =
          sequence.features() == 0
              ? (sequence.tokens()[i / inputs] == i % inputs ? 1 : 0)
              : sequence.values()[i];
    }
    Map<String, double[][]> given = PlainForward.all(network, parameters, read);
    int[] first = InputRows.first(network.layout());
    int block = 0;
    for (Node node : network.weighted()) {
      Weighted layer = (Weighted) node.layer();
      double[][] of = sideBySide(given, node.from());
      double[][] said = given.get(node.name());
      int halves = layer.directions();
      int blocks = layer.matrices().size() / halves;
      for (int half = 0; half < halves; half++) {
        double[][] handedOn = Arrays.copyOfRange(said, half, said.length - 1 + half);
        for (int i = 0; i < blocks; i++, block++) {
          int at = first[block];
          switch (network.layout().blocks().get(block).role()) {
            case RECURRENT_WEIGHT ->
                addSquares(handedOn, half * layer.units(), layer.units(), sums, at);
            case BIAS -> sums[at] += of.length;
            case PEEPHOLE -> {}
            default -> addSquares(of, 0, of[0].length, sums, at);
          }
        }
      }
    }
  }

  private static double[][] sideBySide(Map<String, double[][]> given, List<String> from) {
    return IntStream.range(0, given.get(from.get(0)).length)
        .mapToObj(
            step -> from.stream().flatMapToDouble(n -> Arrays.stream(given.get(n)[step])).toArray())
        .toArray(double[][]::new);
  }

  private static void addSquares(double[][] steps, int from, int rows, double[] sums, int at) {
    for (double[] step : steps) {
      for (int row = 0; row < rows; row++) {
        sums[at + row] += step[from + row] * step[from + row];
      }
    }
  }
}
