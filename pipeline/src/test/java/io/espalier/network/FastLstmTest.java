package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class FastLstmTest {
  private static final int NETWORKS = 60;

  @Test
  void givesDeeplearning4jsOutputsAndGradients() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      RandomLstmNetwork network = RandomLstmNetwork.of(seed);
      ComputationGraph stock = network.open();
      ComputationGraph fast = network.open();
      try (FastLstm installed = FastLstm.install(fast)) {
        assertThat(installed.layers()).isPositive();
        assertClose(
            "output " + seed, output(fast, network.batch()), output(stock, network.batch()));
        assertClose(
            "gradient " + seed, gradient(fast, network.batch()), gradient(stock, network.batch()));
      }
    }
  }

  private static float[] output(ComputationGraph graph, MultiDataSet batch) {
    return graph
        .output(
            false, batch.getFeatures(), batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays())[
        0]
        .dup('c')
        .data()
        .asFloat();
  }

  private static float[] gradient(ComputationGraph graph, MultiDataSet batch) {
    Nd4j.getRandom().setSeed(3);
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
    graph.computeGradientAndScore();
    graph.clearLayerMaskArrays();
    return graph.getFlattenedGradients().dup().data().asFloat();
  }

  private static void assertClose(String what, float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as(what).isFinite();
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
    }
    assertThat(difference / largest).as(what).isLessThan(1e-5);
  }
}
