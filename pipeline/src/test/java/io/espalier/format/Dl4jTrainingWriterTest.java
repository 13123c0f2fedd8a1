package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Batch;
import io.espalier.engine.DrawnNetwork;
import io.espalier.engine.DrawnNetwork.Kind;
import io.espalier.engine.StockGraph;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.kernel.Closeness;
import io.espalier.model.Clipping;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Optimiser;
import io.espalier.model.Optimiser.Penalty;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.RateSchedule;
import io.espalier.model.RateSchedule.Clock;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import io.espalier.model.UpdateRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Training that Deeplearning4j goes on with where we left it. */
class Dl4jTrainingWriterTest {
  private static final int ITERATION = 6;
  private static final int EPOCH = 2;

  @Test
  void restoredStateAndRulesAreTheSameAndAreReadBack() throws IOException {
    Random random = new Random(80);
    for (int trial = 0; trial < 40; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(Kind.values()[trial % 3], random);
      Content content = trained(drawn, random);
      ComputationGraph graph = RestoredNetworks.graph(content);
      float[] state = content.training().orElseThrow().optimiser();
      assertThat(state(graph)).isEqualTo(state);
      assertThat(graph.getConfiguration().getIterationCount()).isEqualTo(ITERATION);
      assertThat(graph.getConfiguration().getEpochCount()).isEqualTo(EPOCH);
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      ModelSerializer.writeModel(graph, saved, true);
      assertThat(read(saved.toByteArray())).isEqualTo(content);
      assertThat(read(RestoredNetworks.written(content))).isEqualTo(content);
      graph.close();
    }
  }

  @Test
  void deeplearning4jGoesOnAsWeDo() throws IOException {
    Random random = new Random(81);
    for (int trial = 0; trial < 20; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(Kind.CAUSAL_CHAIN, random);
      Content content = trained(drawn, random);
      SavedTraining saved = content.training().orElseThrow();
      ComputationGraph graph = RestoredNetworks.graph(content);
      Batch batch = drawn.batch(random, 4, 4, 4);
      try (TrainingNetwork ours = new TrainingNetwork(content.network(), saved.rules(), 1)) {
        ours.hold(Mask.all(content.parameters().length));
        ours.load(
            content.parameters(), saved.optimiser(), new TrainingProgress(EPOCH, 0, ITERATION));
        float[] gradient = new float[content.parameters().length];
        try (StockGraph stock = StockGraph.of(content.network(), graph)) {
          for (int step = 0; step < 3; step++) {
            ours.gradient(batch, 1, gradient);
            // Deeplearning4j divides by sequences, also where there is an error at every step
            ours.apply(gradient, batch.size());
            stock.step(batch);
          }
          String what = trial + " " + content.network() + saved.rules();
          Closeness.assertClose(
              what, ours.parameters(), graph.params().dup().data().asFloat(), 1e-4);
          Closeness.assertClose(what, ours.optimiser(), state(graph), 1e-4);
        }
      }
    }
  }

  @Test
  void whatDeeplearning4jFailsWithIsRefusedByTheLayersName() {
    UpdateRule sgd = UpdateRule.of(UpdateRule.Kind.SGD);
    RateSchedule rate = new RateSchedule.Fixed(0.1);
    assertRefused(new Optimiser(sgd, new RateSchedule.Ramp(rate, 5), List.of()), "ramp");
    UpdateRule belief = UpdateRule.of(UpdateRule.Kind.ADABELIEF, 0.9, 0.9, 1e-8);
    assertRefused(new Optimiser(belief, rate, List.of()), "AdaBelief");
  }

  private static void assertRefused(Optimiser optimiser, String why) {
    DrawnNetwork drawn = DrawnNetwork.of(Kind.CHAIN, new Random(82));
    Network network = drawn.network();
    Training rules =
        Training.alike(network, new Training.Rules(optimiser, optimiser, Clipping.NONE));
    float[] state = new float[OptimiserLayout.of(network.layout(), rules).length()];
    Content content = content(drawn, new SavedTraining(rules, state, 1, 0));
    assertThatThrownBy(() -> RestoredNetworks.written(content))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("layer " + network.weighted().get(0).name())
        .hasMessageContaining(why);
  }

  private static float[] state(ComputationGraph graph) {
    INDArray state = graph.getUpdater().getStateViewArray();
    return state == null ? new float[0] : state.dup('c').data().asFloat();
  }

  private static Content read(byte[] zip) {
    return new Dl4jFormat().read(SeekableInput.of(zip, "model.zip"), Limits.USUAL);
  }

  private static Content trained(DrawnNetwork drawn, Random random) {
    Network network = drawn.network();
    Map<String, Training.Rules> layers = new LinkedHashMap<>();
    for (Node node : network.weighted()) {
      Optimiser weights = optimiser(random);
      Optimiser bias = random.nextBoolean() ? weights : optimiser(random);
      Clipping.Kind kind = Clipping.Kind.values()[random.nextInt(Clipping.Kind.values().length)];
      Clipping clipping = kind == Clipping.Kind.NONE ? Clipping.NONE : new Clipping(kind, 0.5);
      layers.put(node.name(), new Training.Rules(weights, bias, clipping));
    }
    Training rules = new Training(layers);
    float[] state = new float[OptimiserLayout.of(network.layout(), rules).length()];
    for (int i = 0; i < state.length; i++) {
      state[i] = 0.1f + random.nextFloat();
    }
    return content(drawn, new SavedTraining(rules, state, ITERATION, EPOCH));
  }

  private static Content content(DrawnNetwork drawn, SavedTraining training) {
    return new Content(
        plain(drawn.network()),
        drawn.parameters(),
        Optional.of(training),
        Optional.empty(),
        Map.of(Dl4jNetworkWriter.TYPE, Dl4jNetworkWriter.GRAPH),
        Map.of());
  }

  /** Without exponents that are not used, which are not kept. */
  private static Network plain(Network network) {
    Map<String, Layer> pools = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      if (node.layer() instanceof Layer.Pool pool && pool.reduction() != Layer.Reduction.NORM) {
        pools.put(node.name(), Layer.Pool.of(pool.reduction()));
      }
    }
    return network.with(pools);
  }

  private static Optimiser optimiser(Random random) {
    List<UpdateRule.Kind> kinds =
        Arrays.stream(UpdateRule.Kind.values())
            .filter(kind -> kind != UpdateRule.Kind.ADABELIEF)
            .toList();
    UpdateRule.Kind kind = kinds.get(random.nextInt(kinds.size()));
    double[] numbers = new double[kind.numbers().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i == numbers.length - 1 ? 1e-3 : 0.9;
    }
    UpdateRule rule =
        kind == UpdateRule.Kind.NESTEROV
            ? UpdateRule.nesterov(schedule(random))
            : UpdateRule.of(kind, numbers);
    RateSchedule rate = kind.hasRate() ? schedule(random) : new RateSchedule.Fixed(1);
    Penalty.Kind penalty = Penalty.Kind.values()[random.nextInt(4)];
    return new Optimiser(
        rule, rate, random.nextBoolean() ? List.of() : List.of(new Penalty(penalty, rate)));
  }

  private static RateSchedule schedule(Random random) {
    double amount = 0.01 + 0.1 * random.nextDouble();
    Clock clock = random.nextBoolean() ? Clock.ITERATION : Clock.EPOCH;
    return switch (random.nextInt(8)) {
      case 0 -> new RateSchedule.Exponential(clock, amount, 0.9);
      case 1 -> new RateSchedule.Inverse(clock, amount, 0.1, 2);
      case 2 -> new RateSchedule.Polynomial(clock, amount, 2, 50);
      case 3 -> new RateSchedule.Sigmoid(clock, amount, 0.3, 5);
      case 4 -> new RateSchedule.Step(clock, amount, 0.5, 3);
      case 5 -> new RateSchedule.Table(clock, new TreeMap<>(Map.of(0, amount, 7, amount / 2)));
      case 6 -> new RateSchedule.Cycle(clock, amount, 2 * amount, 40, 6, 0.1);
      default -> new RateSchedule.Fixed(amount);
    };
  }
}
