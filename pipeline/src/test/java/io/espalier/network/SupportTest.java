package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import io.espalier.model.NetworkStructure;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class SupportTest {
  private static final Layer OUTPUT =
      new RnnOutputLayer.Builder(LossFunction.MCXENT)
          .nOut(2)
          .activation(Activation.SOFTMAX)
          .build();

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            lstm().constrainAllParameters(new NonNegativeConstraint()).build(), "constraints"),
        Arguments.of(lstm().weightNoise(new DropConnect(0.5)).build(), "weight noise"),
        Arguments.of(lstm().activation(Activation.SOFTMAX).build(), "softmax"),
        Arguments.of(new ActivationLayer(Activation.SOFTMAX), "softmax"),
        Arguments.of(
            new FrozenLayer(lstm().build()), "FrozenLayer) is not supported; supported are LSTM"),
        Arguments.of(
            new GravesBidirectionalLSTM.Builder().nOut(3).activation(Activation.TANH).build(),
            "GravesBidirectionalLSTM) is not supported"),
        Arguments.of(new Bidirectional(Bidirectional.Mode.ADD, lstm().build()), "only CONCAT"),
        Arguments.of(
            new SimpleRnn.Builder().nOut(3).hasLayerNorm(true).activation(Activation.TANH).build(),
            "layer normalisation"));
  }

  private static LSTM.Builder lstm() {
    return new LSTM.Builder().nOut(3).activation(Activation.TANH);
  }

  private static NetworkStructure stack(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    return Configurations.structure(
        list.setInputType(InputType.recurrent(3)).validateOutputLayerConfig(false).build());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void refusesByName(Layer layer, String reason) {
    NetworkStructure structure = stack(layer, OUTPUT);
    assertThatThrownBy(() -> Layouts.of(structure))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("layer0");
  }

  @Test
  void refusesBidirectionalAroundLastTimeStep() {
    Layer both = new Bidirectional(new LastTimeStep(lstm().build()));
    Layer output =
        new OutputLayer.Builder(LossFunction.MSE).nOut(2).activation(Activation.IDENTITY).build();
    assertRefused(stack(both, output), "wraps LastTimeStep");
  }

  @Test
  void refusesNetworksWithoutRecurrentLayer() {
    Layer dense = new DenseLayer.Builder().nOut(3).activation(Activation.RELU).build();
    assertRefused(stack(dense, OUTPUT), "no recurrent layer");
  }

  @Test
  void refusesBatchNormalisationAndSaysWhatElse() {
    NetworkStructure structure =
        stack(lstm().weightNoise(new DropConnect(0.5)).build(), new BatchNormalization(), OUTPUT);
    assertThatThrownBy(() -> Layouts.of(structure))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(problem -> problem.contains("weight noise"))
                    .anyMatch(problem -> problem.contains("BatchNormalization")));
  }

  @Test
  void refusesALossDirectlyOnARecurrentLayer() {
    Layer loss = new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build();
    assertRefused(stack(lstm().build(), loss), "must follow a DenseLayer");
  }

  @Test
  void refusesConvolutions() {
    NetworkStructure structure =
        Configurations.structure(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(2).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.convolutional(4, 4, 1))
                .build());
    assertRefused(structure, "ConvolutionLayer) is not supported");
  }

  @Test
  void refusesBranchesAndOtherNumbers() {
    ComputationGraphConfiguration.GraphBuilder branches =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer("a", lstm().nIn(3).build(), "in")
            .addLayer("b", lstm().nIn(3).build(), "in")
            .addVertex("both", new MergeVertex(), "a", "b")
            .addLayer(
                "out",
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(6)
                    .nOut(2)
                    .dataFormat(RNNFormat.NCW)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "both")
            .setOutputs("out");
    assertRefused(Configurations.structure(branches.build()), "branches are not supported");

    NetworkStructure doubles =
        Configurations.structure(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(lstm().build())
                .layer(OUTPUT)
                .setInputType(InputType.recurrent(3))
                .build());
    assertRefused(doubles, "DOUBLE");
  }

  @Test
  void aDenseLayerBeforeALossIsTheOutput() {
    NetworkStructure structure =
        stack(
            new LastTimeStep(lstm().build()),
            new DenseLayer.Builder().nOut(2).activation(Activation.IDENTITY).build(),
            new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build());
    assertThat(Layouts.of(structure).layers())
        .extracting(shape -> shape.kind().name())
        .containsExactly("LSTM", "OUTPUT");
    Compatibility.check(structure, Samples.regression());
  }

  private static void assertRefused(NetworkStructure structure, String reason) {
    assertThatThrownBy(() -> Layouts.of(structure))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(reason);
  }
}
