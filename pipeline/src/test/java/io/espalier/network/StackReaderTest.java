package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.DatasetInfo;
import io.espalier.engine.Coverage;
import io.espalier.engine.StackReader;
import io.espalier.model.InputException;
import io.espalier.model.Layer.Activate;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.OutputLoss;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Layer.Weighted;
import io.espalier.model.LayerSpec;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.NetworkStructure;
import io.espalier.model.NetworkStructure.Origin;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.Pooling;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class StackReaderTest {
  @Test
  void parametersStandWhereTheLayoutSays() {
    Random random = new Random(5);
    for (int trial = 0; trial < 40; trial++) {
      NetworkStructure structure = RandomStack.of(random).network().structure();
      assertThat(covered(structure).layout()).isEqualTo(Layouts.of(structure));
    }
  }

  @Test
  void readsWhatAPlanBuilds() {
    Network network =
        covered(
            Samples.network(
                    Samples.languageModel(),
                    Pooling.LAST,
                    new LayerSpec.Embedding(3),
                    new LayerSpec.Dense(5),
                    new LayerSpec.Dropout(0.25),
                    Samples.both(4))
                .structure());
    assertThat(layers(network))
        .extracting(layer -> layer.getClass().getSimpleName())
        .containsExactly("Embedding", "Dense", "Bidirectional", "Output");
    assertThat(((Dense) layers(network).get(1)).activation())
        .isEqualTo(io.espalier.model.Activation.RELU);
    Weighted both = (Weighted) layers(network).get(2);
    assertThat(both.directions()).isEqualTo(2);
    Recurrent backward = ((io.espalier.model.Layer.Bidirectional) both).backward();
    assertThat(backward.noise()).isEqualTo(Noise.dropout(0.75));
    assertThat(((Lstm) backward).gates()).isEqualTo(io.espalier.model.Activation.SIGMOID);
    assertThat(network.isTimed(network.output())).isTrue();
    assertThat(((Output) network.outputNode().layer()).loss()).isEqualTo(Loss.CROSS_ENTROPY);
  }

  @Test
  void readsPoolingInAllItsForms() {
    assertThat(reduction(Pooling.LAST, Samples.lstm(2))).isEqualTo(Reduction.LAST);
    assertThat(reduction(Pooling.LAST, Samples.both(2))).isEqualTo(Reduction.BOTH_ENDS);
    assertThat(reduction(Pooling.MEAN, Samples.both(2))).isEqualTo(Reduction.MEAN);
    assertThat(reduction(Pooling.MAX, Samples.lstm(2))).isEqualTo(Reduction.MAX);
  }

  private static Reduction reduction(Pooling pooling, LayerSpec layer) {
    DatasetInfo data = Samples.classification();
    Network network = covered(Samples.network(data, pooling, layer).structure());
    return ((Pool) layers(network).get(1)).reduction();
  }

  @Test
  void readsAStackOfADeeplearning4jUser() {
    NetworkStructure structure =
        stack(
            lstm(),
            new LastTimeStep(new Bidirectional(lstm())),
            new DropoutLayer(0.5),
            new DenseLayer.Builder().nOut(4).activation(Activation.IDENTITY).hasBias(false).build(),
            new ActivationLayer(Activation.TANH),
            new DenseLayer.Builder().nOut(2).activation(Activation.IDENTITY).build(),
            new LossLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .activation(Activation.SOFTMAX)
                .build());
    Network network = covered(structure);
    assertThat(network.layout()).isEqualTo(Layouts.of(structure));
    assertThat(((Pool) layers(network).get(2)).reduction()).isEqualTo(Reduction.LAST);
    assertThat(layers(network).get(3).noise()).isEqualTo(Noise.dropout(0.5));
    assertThat(((Dense) layers(network).get(4)).bias()).isEqualTo(Bias.ABSENT);
    assertThat(((Activate) layers(network).get(5)).activation())
        .isEqualTo(io.espalier.model.Activation.TANH);
    OutputLoss output = (OutputLoss) network.outputNode().layer();
    assertThat(output.loss()).isEqualTo(Loss.CROSS_ENTROPY);
    assertThat(output.activation()).isEqualTo(io.espalier.model.Activation.SOFTMAX);
  }

  @Test
  void saysWhatItDoesNotCover() {
    DatasetInfo data = Samples.classification();
    assertThat(reason(Samples.network(data, Pooling.LAST, Samples.graves(2)).structure()))
        .isEqualTo(
            "layer graves-lstm-0 (GravesLSTM) is of a kind that the engine does not compute");
    assertThat(reason(Samples.network(data, Pooling.LAST, Samples.simple(2)).structure()))
        .startsWith("layer simple-rnn-0 (SimpleRnn)");
    Layer norms = new GlobalPoolingLayer.Builder(PoolingType.PNORM).build();
    assertThat(reason(stack(lstm(), norms, output()))).contains("pools by PNORM");
    LSTM softSign = new LSTM.Builder().nOut(2).activation(Activation.SOFTSIGN).build();
    assertThat(reason(stack(softSign, output()))).contains("activation ActivationSoftSign");
    OutputLayer absolute = new OutputLayer.Builder(LossFunction.L1).nOut(2).build();
    assertThat(reason(stack(new LastTimeStep(lstm()), absolute))).contains("loss LossL1");
  }

  @Test
  void refusesWhatIsNoJson() {
    NetworkStructure structure = new NetworkStructure(Origin.COMPUTATION_GRAPH, "{\"vert");
    assertThatThrownBy(() -> StackReader.read(structure))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not JSON");
  }

  private static NetworkStructure stack(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    Stream.of(layers).forEach(list::layer);
    String json = list.setInputType(InputType.recurrent(3)).build().toJson();
    return new NetworkStructure(Origin.MULTI_LAYER_NETWORK, json);
  }

  private static LSTM lstm() {
    return new LSTM.Builder().nOut(3).activation(Activation.TANH).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static Network covered(NetworkStructure structure) {
    Coverage coverage = StackReader.read(structure);
    assertThat(coverage).isInstanceOf(Coverage.Covered.class);
    return coverage.network().orElseThrow();
  }

  private static String reason(NetworkStructure structure) {
    return ((Coverage.Uncovered) StackReader.read(structure)).reason();
  }

  private static List<io.espalier.model.Layer> layers(Network network) {
    return network.nodes().stream().map(Node::layer).toList();
  }
}
