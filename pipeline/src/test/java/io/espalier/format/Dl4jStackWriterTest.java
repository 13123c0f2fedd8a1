package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Batch;
import io.espalier.engine.DrawnNetwork;
import io.espalier.engine.DrawnNetwork.Kind;
import io.espalier.engine.Networks;
import io.espalier.engine.StockGraph;
import io.espalier.engine.inference.InferenceNetwork;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.kernel.Closeness;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Stacks written by us and restored by Deeplearning4j alone. */
class Dl4jStackWriterTest {
  @Test
  void restoredStacksSayAndLearnTheSame() throws IOException {
    Random random = new Random(70);
    int written = 0;
    for (int trial = 0; trial < 60; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(Kind.CHAIN, random);
      int[] lengths = new int[1 + random.nextInt(9)];
      Arrays.fill(lengths, 1 + random.nextInt(6));
      Batch batch = drawn.batch(random, lengths);
      if (!isRefusedAsStack(drawn)) {
        expectSame(drawn.network(), drawn.parameters(), batch);
        written++;
      }
    }
    assertThat(written).isGreaterThan(40);
  }

  @Test
  void branchesAreRefusedByName() {
    Random random = new Random(71);
    DrawnNetwork drawn = DrawnNetwork.of(Kind.GRAPH, random);
    assertThatThrownBy(() -> RestoredNetworks.stack(content(drawn)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("layer n")
        .hasMessageContaining("export it as a graph");
  }

  private static Content content(DrawnNetwork drawn) {
    return Content.of(drawn.network(), drawn.parameters());
  }

  /** Whether the last step is taken of what no recurrent layer gives. */
  private static boolean isRefusedAsStack(DrawnNetwork drawn) throws IOException {
    try {
      RestoredNetworks.stack(content(drawn));
      return false;
    } catch (InputException e) {
      assertThat(e).hasMessageContaining("takes the last step of");
      return true;
    }
  }

  private static void expectSame(Network network, float[] parameters, Batch batch)
      throws IOException {
    float[] gradient = new float[parameters.length];
    try (StockGraph stock =
            StockGraph.of(
                network,
                RestoredNetworks.stack(Content.of(network, parameters)).toComputationGraph());
        TrainingNetwork ours =
            new TrainingNetwork(network, Training.alike(network, Networks.RULES), 1)) {
      float[] said = InferenceNetwork.of(network, parameters).outputs(batch).values();
      Closeness.assertClose(network.toString(), said, stock.outputs(batch), 1e-5);
      ours.hold(Mask.all(parameters.length));
      ours.load(parameters, new float[0], TrainingProgress.START);
      ours.gradient(batch, 1, gradient);
      Networks.assertClose(network, gradient, stock.gradient(batch), 1e-5);
    }
  }
}
