package io.espalier.data;

import static io.espalier.model.ExampleGraphs.network;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.Activation;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.OutputLoss;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
  private static final Node LAST = Node.of("last", "a", Pool.of(Reduction.LAST));
  private static final Network CLASSIFIER = network(lstm(3), LAST, said("last", 4));
  private static final Network SPEAKER = network(lstm(5), said("a", 5));
  private static final Network PREDICTOR =
      network(lstm(3), LAST, said("last", 2, Activation.IDENTITY, Loss.SQUARED_ERROR));

  private static Node lstm(int inputs) {
    return Node.of("a", "input", ExampleGraphs.lstm(inputs, 3));
  }

  private static Node said(String from, int outputs) {
    return said(from, outputs, Activation.SOFTMAX, Loss.CROSS_ENTROPY);
  }

  private static Node said(String from, int outputs, Activation activation, Loss loss) {
    Dense dense = new Dense(3, outputs, Bias.PRESENT, activation, Noise.NONE);
    return Node.of("output", from, new Output(dense, loss));
  }

  @Test
  void everyTaskFitsItsOwnNetworkOnly() {
    List<Network> networks = List.of(CLASSIFIER, SPEAKER, PREDICTOR);
    List<DatasetInfo> tasks =
        List.of(
            ExampleDatasets.classification(),
            ExampleDatasets.languageModel(),
            ExampleDatasets.regression());
    for (int i = 0; i < networks.size(); i++) {
      Network network = networks.get(i);
      for (DatasetInfo data : tasks) {
        if (data == tasks.get(i)) {
          assertThatCode(() -> Compatibility.check(network, data)).doesNotThrowAnyException();
        } else {
          assertThatThrownBy(() -> Compatibility.check(network, data))
              .isInstanceOf(InputException.class);
        }
      }
      assertThat(DataForm.of(network).task()).isEqualTo(tasks.get(i).task());
    }
  }

  @Test
  void saysEverythingThatDoesNotFit() {
    Embedding embedding = new Embedding(5, 3, Bias.ABSENT, Activation.IDENTITY, Noise.NONE);
    Network tokens =
        network(
            Node.of("e", "input", embedding),
            Node.of("a", "e", ExampleGraphs.lstm(3, 3)),
            said("a", 4));
    assertThatThrownBy(() -> Compatibility.check(tokens, ExampleDatasets.regression()))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "layer e reads tokens, but the data has 3 numeric features",
                        "layer output gives 4 numbers, but the data has 2 targets",
                        "layer output gives one output a time step, but a regression network must"
                            + " give one a sequence; put LastTimeStep or GlobalPoolingLayer before"
                            + " it",
                        "layer output has softmax, which cannot predict the numbers of"
                            + " regression"));
    assertThatThrownBy(() -> Compatibility.check(PREDICTOR, ExampleDatasets.tokenClassification()))
        .hasMessageContaining("layer a reads 3 tokens, but the data has 5")
        .hasMessageContaining("layer output must have softmax and the loss MCXENT");
  }

  @Test
  void aDenseLayerBeforeALossIsTheOutput() {
    Layer loss = new OutputLoss(Activation.IDENTITY, Loss.SQUARED_ERROR, Noise.NONE);
    Network network =
        network(
            lstm(3),
            LAST,
            Node.of("c", "last", ExampleGraphs.dense(3, 2)),
            Node.of("output", "c", loss));
    assertThatCode(() -> Compatibility.check(network, ExampleDatasets.regression()))
        .doesNotThrowAnyException();
    assertThat(DataForm.of(network)).isEqualTo(new DataForm(Tasks.REGRESSION, false, 3, 2));
  }

  @Test
  void knowsTheDataOfANetwork() {
    assertThat(DataForm.of(ExampleGraphs.tokens()))
        .isEqualTo(new DataForm(Tasks.LANGUAGE_MODEL, true, 3, 3));
    assertThat(DataForm.of(ExampleGraphs.skip()))
        .isEqualTo(new DataForm(Tasks.CLASSIFICATION, false, 3, 3));
    Network numbers = network(lstm(3), said("a", 2, Activation.IDENTITY, Loss.SQUARED_ERROR));
    assertThatThrownBy(() -> DataForm.of(numbers))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("layer output gives numbers at every time step");
  }

  @Test
  void refusesWhatCannotBePruned() {
    Network network = network(Node.of("output", "input", ExampleGraphs.output(3)));
    assertThatThrownBy(() -> Compatibility.check(network, ExampleDatasets.classification()))
        .hasMessageContaining("no recurrent layer");
    assertThatThrownBy(() -> DataForm.of(network)).hasMessageContaining("no recurrent layer");
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY_CROSS_ENTROPY, IDENTITY, 'outputs in [0, 1]'",
    "KULLBACK_LEIBLER, TANH, 'outputs in [0, 1]'",
    "POISSON, IDENTITY, outputs of at least 0",
    "MEAN_SQUARED_LOGARITHMIC, TANH, outputs of at least 0",
    "BINARY_CROSS_ENTROPY, SIGMOID, ''",
    "POISSON, SOFTPLUS, ''",
    "MEAN_ABSOLUTE, IDENTITY, ''",
  })
  void lossesWithLogarithmsTakeFunctionsThatSuitThem(
      Loss.Kind kind, Activation.Kind activation, String refusal) {
    List<Double> numbers = kind.numbers().stream().map(name -> 1e-5).toList();
    Loss loss = new Loss(kind, List.of(), numbers);
    Network network = network(lstm(3), LAST, said("last", 2, Activation.of(activation), loss));
    if (refusal.isEmpty()) {
      assertThatCode(() -> Compatibility.checkTraining(network, ExampleDatasets.regression()))
          .doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> Compatibility.checkTraining(network, ExampleDatasets.regression()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("layer output has the loss " + kind)
          .hasMessageContaining(refusal)
          .hasMessageContaining(activation.name());
    }
    assertThatCode(() -> Compatibility.check(network, ExampleDatasets.regression()))
        .as("prediction computes no loss")
        .doesNotThrowAnyException();
  }

  @Test
  void probabilitiesOfAnotherLossPredictClasses() {
    Network network =
        network(lstm(3), LAST, said("last", 4, Activation.SOFTMAX, Loss.SQUARED_ERROR));
    assertThatCode(() -> Compatibility.check(network, ExampleDatasets.classification()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Compatibility.checkTraining(network, ExampleDatasets.classification()))
        .isInstanceOf(InputException.class)
        .hasMessage("layer output must have softmax and the loss MCXENT for classification");
  }
}
