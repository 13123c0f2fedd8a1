package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Batch;
import io.espalier.engine.DrawnNetwork;
import io.espalier.engine.DrawnNetwork.Kind;
import io.espalier.engine.Networks;
import io.espalier.engine.StockGraph;
import io.espalier.engine.inference.InferenceNetwork;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.kernel.Closeness;
import io.espalier.model.Layer;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Graphs written by us and restored by Deeplearning4j alone. */
class Dl4jGraphWriterTest {
  @ParameterizedTest
  @EnumSource(Kind.class)
  void restoredGraphsSayAndLearnTheSame(Kind kind) throws IOException {
    Random random = new Random(50 + kind.ordinal());
    for (int trial = 0; trial < 30; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(kind, random);
      int[] lengths = kind == Kind.CAUSAL_CHAIN ? new int[] {5, 2, 7} : even(random);
      expectSame(drawn.network(), drawn.parameters(), drawn.batch(random, lengths));
    }
  }

  @Test
  void takesBothEndsOfBidirectionalLayers() throws IOException {
    Random random = new Random(60);
    int trials = 0;
    while (trials < 10) {
      DrawnNetwork drawn = DrawnNetwork.of(Kind.CHAIN, random);
      Network both = withBothEnds(drawn.network());
      if (!both.equals(drawn.network())) {
        expectSame(both, drawn.parameters(), drawn.batch(random, even(random)));
        trials++;
      }
    }
  }

  /** The same network, where a bidirectional layer is pooled, pooled by both of its ends. */
  private static Network withBothEnds(Network network) {
    Network changed = network;
    for (Node node : network.nodes()) {
      boolean after =
          node.layer() instanceof Layer.Pool
              && network.node(node.from().get(0)).layer() instanceof Layer.Bidirectional;
      if (after) {
        Layer pool = Layer.Pool.of(Layer.Reduction.BOTH_ENDS);
        changed = changed.with(Map.of(node.name(), pool));
      }
    }
    return changed;
  }

  private static void expectSame(Network network, float[] parameters, Batch batch)
      throws IOException {
    ComputationGraph graph = RestoredNetworks.graph(Content.of(network, parameters));
    float[] gradient = new float[parameters.length];
    try (StockGraph stock = StockGraph.of(network, graph);
        TrainingNetwork ours =
            new TrainingNetwork(network, Training.alike(network, Networks.RULES), 1)) {
      float[] said = InferenceNetwork.of(network, parameters).outputs(batch).values();
      Closeness.assertClose(network.toString(), said, stock.outputs(batch), 1e-5);
      ours.hold(Mask.all(parameters.length));
      ours.load(parameters, new float[0], TrainingProgress.START);
      ours.gradient(batch, 1, gradient);
      Networks.assertClose(network, gradient, stock.gradient(batch), 1e-5);
      assertThat(graph.params().toFloatVector()).isEqualTo(parameters);
    }
  }

  private static int[] even(Random random) {
    int[] lengths = new int[1 + random.nextInt(9)];
    Arrays.fill(lengths, 1 + random.nextInt(6));
    return lengths;
  }
}
