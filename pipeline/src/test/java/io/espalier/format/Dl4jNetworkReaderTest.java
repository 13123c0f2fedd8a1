package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.format.Dl4jNodes.Described;
import io.espalier.model.Clipping;
import io.espalier.model.InputException;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.Optimiser.Penalty;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.RateSchedule;
import io.espalier.model.Training.Rules;
import io.espalier.model.UpdateRule;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jNetworkReaderTest {
  private static final Layer OUTPUT =
      new RnnOutputLayer.Builder(LossFunction.MCXENT)
          .nOut(2)
          .activation(Activation.SOFTMAX)
          .build();
  private static final Layer ONCE =
      new OutputLayer.Builder(LossFunction.MSE).nOut(2).activation(Activation.IDENTITY).build();

  private static LSTM.Builder lstm() {
    return new LSTM.Builder().nOut(3).activation(Activation.TANH);
  }

  private static MultiLayerConfiguration stack(
      NeuralNetConfiguration.Builder builder, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = builder.list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    return list.setInputType(InputType.recurrent(3)).validateOutputLayerConfig(false).build();
  }

  private static Described read(MultiLayerConfiguration stock) throws JsonProcessingException {
    return Dl4jNetworkReader.read(json(stock), Limits.USUAL, "a.zip");
  }

  private static Network read(Layer... layers) throws JsonProcessingException {
    return read(stack(new NeuralNetConfiguration.Builder(), layers)).network();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            lstm().constrainAllParameters(new NonNegativeConstraint()).build(), "constraints"),
        Arguments.of(lstm().weightNoise(new DropConnect(0.5)).build(), "weight noise"),
        Arguments.of(lstm().activation(Activation.SOFTMAX).build(), "softmax"),
        Arguments.of(new ActivationLayer(Activation.SOFTMAX), "softmax"),
        Arguments.of(
            new FrozenLayer(lstm().build()), "FrozenLayer) is not supported; supported are LSTM"),
        Arguments.of(new BatchNormalization(), "BatchNormalization) is not supported"),
        Arguments.of(new Bidirectional(Bidirectional.Mode.ADD, lstm().build()), "only CONCAT"),
        Arguments.of(
            new Bidirectional(new LastTimeStep(lstm().build())),
            "wraps LastTimeStep, which cannot be trained"),
        Arguments.of(
            new SimpleRnn.Builder().nOut(3).hasLayerNorm(true).activation(Activation.TANH).build(),
            "layer normalisation"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void refusesByName(Layer layer, String reason) {
    assertThatThrownBy(() -> read(layer, lstm().build(), OUTPUT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("layer0");
  }

  @Test
  void refusesAnOutputLayerThatReadsEveryStep() {
    assertThatThrownBy(() -> read(lstm().build(), ONCE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "layer layer1 (OutputLayer) reads every time step; put LastTimeStep or"
                + " GlobalPoolingLayer before it");
  }

  @Test
  void refusesTheOtherOrderOfTimeAndFeatures() {
    MultiLayerConfiguration stock =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(lstm().nIn(3).dataFormat(RNNFormat.NWC).build())
            .layer(
                new RnnOutputLayer.Builder(LossFunction.MSE)
                    .nIn(3)
                    .nOut(2)
                    .dataFormat(RNNFormat.NWC)
                    .activation(Activation.IDENTITY)
                    .build())
            .build();
    assertThatThrownBy(() -> read(stock))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("layer layer0 (LSTM) reads [batch, time, features]");
  }

  @Test
  void saysEverythingThatIsWrong() {
    assertThatThrownBy(
            () ->
                read(
                    lstm().weightNoise(new DropConnect(0.5)).build(),
                    new BatchNormalization(),
                    OUTPUT))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(problem -> problem.contains("weight noise"))
                    .anyMatch(problem -> problem.contains("BatchNormalization")));
  }

  @Test
  void readsEveryLayerThatTheRefusalsName() throws JsonProcessingException {
    Network network =
        read(
            new EmbeddingSequenceLayer.Builder().nIn(5).nOut(4).build(),
            new SimpleRnn.Builder().nOut(3).activation(Activation.TANH).build(),
            new ActivationLayer(Activation.SIGMOID),
            new DropoutLayer(0.8),
            new Bidirectional(lstm().dropOut(0.7).build()),
            new GravesLSTM.Builder().nOut(2).activation(Activation.TANH).build(),
            new GlobalPoolingLayer.Builder(PoolingType.PNORM).pnorm(3).build(),
            new DenseLayer.Builder().nOut(2).activation(Activation.IDENTITY).build(),
            new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build());
    assertThat(network.nodes())
        .extracting(node -> node.layer().getClass().getSimpleName())
        .containsExactly(
            "Embedding",
            "SimpleRnn",
            "Activate",
            "Dropout",
            "Bidirectional",
            "GravesLstm",
            "Pool",
            "Dense",
            "OutputLoss");
    assertThat(network.node("layer6").layer()).isEqualTo(new Pool(Reduction.NORM, 3, Noise.NONE));
    assertThat(network.node("layer3").layer().noise()).isEqualTo(Noise.dropout(0.8));
  }

  @Test
  void readsLossesOfEveryStep() throws JsonProcessingException {
    Network network =
        read(
            lstm().build(),
            new DenseLayer.Builder().nOut(2).activation(Activation.IDENTITY).build(),
            new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build());
    assertThat(network.isTimed(network.output())).isTrue();
  }

  @Test
  void aLastTimeStepBecomesALayerAndItsPooling() throws JsonProcessingException {
    Network network = read(new LastTimeStep(lstm().build()), ONCE);
    assertThat(network.nodes())
        .extracting(Node::name, Node::from)
        .containsExactly(
            tuple("layer0", List.of("input")),
            tuple("layer0/last", List.of("layer0")),
            tuple("layer1", List.of("layer0/last")));
  }

  @Test
  void keepsTheNumbersOfOptimisersWhereDeeplearning4jDoes() throws JsonProcessingException {
    MultiLayerConfiguration stock =
        stack(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.01))
                .biasUpdater(new Nesterovs(0.1, 0.9))
                .l1(0.1)
                .weightDecay(0.2, false)
                .l2Bias(0.3)
                .gradientNormalization(GradientNormalization.ClipL2PerParamType)
                .gradientNormalizationThreshold(2),
            lstm().build(),
            new Bidirectional(
                new GravesLSTM.Builder()
                    .nOut(2)
                    .updater(new Sgd(0.1))
                    .activation(Activation.TANH)
                    .build()),
            new SimpleRnn.Builder()
                .nOut(3)
                .updater(new AMSGrad(0.1))
                .biasUpdater(new AMSGrad(0.1))
                .activation(Activation.TANH)
                .build(),
            OUTPUT);
    Described described = read(stock);
    MultiLayerNetwork network = new MultiLayerNetwork(stock);
    network.init();
    List<UpdaterBlock> blocks =
        ((BaseMultiLayerUpdater<?>) network.getUpdater()).getUpdaterBlocks();
    assertThat(OptimiserLayout.of(described.network().layout(), described.rules()).runs())
        .extracting(run -> List.of(run.from(), run.to(), run.offset()))
        .isEqualTo(
            blocks.stream()
                .map(
                    block ->
                        List.of(
                            block.getParamOffsetStart(),
                            block.getParamOffsetEnd(),
                            block.getUpdaterViewOffsetStart()))
                .toList());
    Rules rules = described.rules().of("layer0");
    assertThat(rules.weights().rule().kind()).isEqualTo(UpdateRule.Kind.ADAM);
    assertThat(rules.bias().rule().kind()).isEqualTo(UpdateRule.Kind.NESTEROV);
    assertThat(rules.weights().penalties())
        .extracting(Penalty::kind)
        .as("Deeplearning4j notes the decay twice, and applies it twice")
        .containsExactly(Penalty.Kind.L1, Penalty.Kind.DECAY, Penalty.Kind.DECAY);
    assertThat(rules.bias().penalties()).extracting(Penalty::kind).containsExactly(Penalty.Kind.L2);
    assertThat(rules.clipping()).isEqualTo(new Clipping(Clipping.Kind.CLIP_MATRIX_NORM, 2));
  }

  @Test
  void readsPenaltiesOfOlderFilesAsDeeplearning4jDoes() throws JsonProcessingException {
    ObjectNode root = json(stack(new NeuralNetConfiguration.Builder(), lstm().build(), OUTPUT));
    ObjectNode layer = (ObjectNode) root.path("confs").path(0).path("layer");
    layer.remove(List.of("regularization", "regularizationBias"));
    layer.put("l1", 0.1).put("l2", 0.2).put("l1Bias", 0.3).put("l2Bias", 0);
    Rules rules = Dl4jNetworkReader.read(root, Limits.USUAL, "a.zip").rules().of("layer0");
    assertThat(rules.weights().penalties())
        .containsExactly(
            new Penalty(Penalty.Kind.L1, new RateSchedule.Fixed(0.1)),
            new Penalty(Penalty.Kind.DECAY, new RateSchedule.Fixed(0.2)));
    assertThat(rules.bias().penalties())
        .containsExactly(new Penalty(Penalty.Kind.L1, new RateSchedule.Fixed(0.3)));
  }

  @Test
  void saysHowToConvertWhatIsTooOld() throws JsonProcessingException {
    ObjectNode root = json(stack(new NeuralNetConfiguration.Builder(), lstm().build(), OUTPUT));
    ObjectNode conf = (ObjectNode) root.path("confs").path(0);
    ObjectNode layer = (ObjectNode) conf.path("layer");
    layer.remove("@class");
    conf.set("layer", new ObjectMapper().createObjectNode().set("LSTM", layer));
    assertThatThrownBy(() -> Dl4jNetworkReader.read(root, Limits.USUAL, "a.zip"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("load it with Deeplearning4j 1.0.0-M2.1 and save it again");
  }

  private static ObjectNode json(MultiLayerConfiguration stock) throws JsonProcessingException {
    return (ObjectNode) new ObjectMapper().readTree(stock.toJson());
  }
}
