package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Compatibility;
import io.espalier.data.DatasetInfo;
import io.espalier.data.ExampleDatasets;
import io.espalier.model.Activation;
import io.espalier.model.InputException;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.LayerSpec;
import io.espalier.model.LayerSpec.Cell;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Pooling;
import io.espalier.plan.NetworkPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkBuilderTest {
  private static final LayerSpec EMBEDDING = new LayerSpec.Embedding(4);
  private static final LayerSpec DROPOUT = new LayerSpec.Dropout(0.2);
  private static final LayerSpec DENSE = new LayerSpec.Dense(2);
  private static final LayerSpec LSTM = new LayerSpec.Recurrent(Cell.LSTM, 3, false, 1);
  private static final LayerSpec GRAVES = new LayerSpec.Recurrent(Cell.GRAVES_LSTM, 3, false, 1);
  private static final LayerSpec BOTH = new LayerSpec.Recurrent(Cell.LSTM, 2, true, 1);

  private static NetworkPlan plan(Pooling pooling, LayerSpec... layers) {
    return new NetworkPlan("", List.of(layers), pooling);
  }

  private static Network network(DatasetInfo data, Pooling pooling, LayerSpec... layers) {
    return NetworkBuilder.network(plan(pooling, layers), data);
  }

  @Test
  void laysOutBlocksByName() {
    Network network =
        network(
            ExampleDatasets.tokenClassification(), Pooling.LAST, EMBEDDING, GRAVES, BOTH, DENSE);
    assertThat(network.layout().blocks())
        .extracting(ParameterBlock::name)
        .containsExactly(
            "embedding-0.W",
            "graves-lstm-0.W",
            "graves-lstm-0.RW",
            "graves-lstm-0.P",
            "graves-lstm-0.b",
            "lstm-0.fW",
            "lstm-0.fRW",
            "lstm-0.fb",
            "lstm-0.bW",
            "lstm-0.bRW",
            "lstm-0.bb",
            "dense-0.W",
            "dense-0.b",
            "output.W",
            "output.b");
  }

  @Test
  void poolsBehindTheLastRecurrentLayer() {
    DatasetInfo data = ExampleDatasets.classification();
    assertThat(network(data, Pooling.LAST, LSTM, DENSE, LSTM, DENSE).nodes())
        .extracting(Node::name)
        .containsExactly("lstm-0", "dense-0", "lstm-1", "last", "dense-1", "output");
    assertThat(pool(network(data, Pooling.LAST, LSTM), "last")).isEqualTo(Reduction.LAST);
    assertThat(pool(network(data, Pooling.LAST, BOTH), "last")).isEqualTo(Reduction.BOTH_ENDS);
    assertThat(pool(network(data, Pooling.MEAN, BOTH), "pooling")).isEqualTo(Reduction.MEAN);
    assertThat(pool(network(data, Pooling.MAX, LSTM), "pooling")).isEqualTo(Reduction.MAX);
    assertThat(network(ExampleDatasets.languageModel(), Pooling.LAST, LSTM).nodes())
        .extracting(Node::name)
        .containsExactly("lstm-0", "output");
  }

  private static Reduction pool(Network network, String name) {
    return ((Pool) network.node(name).layer()).reduction();
  }

  @Test
  void dropsInputsOfTheNextLayer() {
    Network network =
        network(
            ExampleDatasets.classification(), Pooling.LAST, LSTM, DROPOUT, BOTH, DENSE, DROPOUT);
    Noise dropout = Noise.dropout(0.8);
    Bidirectional both = (Bidirectional) network.node("lstm-1").layer();
    assertThat(List.of(both.forward().noise(), both.backward().noise())).containsOnly(dropout);
    assertThat(both.noise()).isEqualTo(Noise.NONE);
    assertThat(network.node("lstm-0").layer().noise()).isEqualTo(Noise.NONE);
    assertThat(network.node("dense-0").layer().noise()).isEqualTo(Noise.NONE);
    assertThat(network.node("output").layer().noise()).isEqualTo(dropout);
  }

  @Test
  void theOutputFollowsFromTheTask() {
    Output classes =
        (Output) network(ExampleDatasets.classification(), Pooling.LAST, LSTM).outputNode().layer();
    assertThat(classes.loss()).isEqualTo(Loss.CROSS_ENTROPY);
    assertThat(classes.dense().activation()).isEqualTo(Activation.SOFTMAX);
    Output numbers =
        (Output) network(ExampleDatasets.regression(), Pooling.LAST, LSTM).outputNode().layer();
    assertThat(numbers.loss()).isEqualTo(Loss.SQUARED_ERROR);
    assertThat(numbers.dense().activation()).isEqualTo(Activation.IDENTITY);
  }

  @Test
  void everyTaskFitsItsOwnNetwork() {
    for (DatasetInfo data :
        List.of(
            ExampleDatasets.classification(),
            ExampleDatasets.tokenClassification(),
            ExampleDatasets.languageModel(),
            ExampleDatasets.regression())) {
      for (Pooling pooling : Pooling.values()) {
        assertThatCode(() -> Compatibility.check(network(data, pooling, BOTH, DENSE), data))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void refusesImpossibleStacksWithAllReasons() {
    assertThatThrownBy(
            () ->
                network(
                    ExampleDatasets.classification(),
                    Pooling.LAST,
                    EMBEDDING,
                    DROPOUT,
                    DROPOUT,
                    EMBEDDING,
                    new LayerSpec.Dense(0)))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(6)
                    .anyMatch(problem -> problem.contains("no recurrent layer"))
                    .anyMatch(problem -> problem.contains("layers[0] is an embedding, but"))
                    .anyMatch(problem -> problem.contains("layers[1] is dropout before dropout"))
                    .anyMatch(
                        problem -> problem.contains("layers[2] is dropout before an embedding"))
                    .anyMatch(problem -> problem.contains("layers[3] is an embedding, which"))
                    .anyMatch(problem -> problem.contains("layers[4].units must be at least 1")));
  }
}
