package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.OptimiserLayout;
import io.espalier.model.RateSchedule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** What Deeplearning4j says in more than one way. */
class Dl4jSpellingsTest {
  private static final ISchedule STEP = new StepSchedule(ScheduleType.EPOCH, 0.8, 0.5, 2);

  private static MultiLayerNetwork stack(IUpdater first, IUpdater second) {
    return stack(first, second, new Dropout(0.5));
  }

  private static MultiLayerNetwork stack(IUpdater first, IUpdater second, IDropout dropout) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(
                    new LSTM.Builder()
                        .nIn(2)
                        .nOut(3)
                        .updater(first)
                        .dropOut(dropout)
                        .activation(Activation.TANH)
                        .build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nIn(3)
                        .nOut(2)
                        .updater(second)
                        .dataFormat(RNNFormat.NCW)
                        .activation(Activation.IDENTITY)
                        .build())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTForwardLength(7)
                .tBPTTBackwardLength(5)
                .build());
    network.init();
    return network;
  }

  private static Content read(MultiLayerNetwork network) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, out, true);
    return new Dl4jFormat().read(FileBytes.input(out.toByteArray()), Limits.USUAL);
  }

  /** The first and second moments of both layers, numbered by parameter. */
  @Test
  void numbersOfUpdatersThatDifferOnlyInTheirWordsArePutInOurOrder() throws IOException {
    MultiLayerNetwork network = stack(new Adam(0.1), new Adam(new FixedSchedule(0.1)));
    int first = 4 * 3 * (2 + 3 + 1);
    int second = 2 * (3 + 1);
    INDArray state = network.getUpdater().getStateViewArray();
    float[] numbers = new float[2 * (first + second)];
    for (int i = 0; i < numbers.length; i++) {
      int inLayer = i < 2 * first ? i : i - 2 * first;
      int length = i < 2 * first ? first : second;
      int parameter = (i < 2 * first ? 0 : first) + inLayer % length;
      numbers[i] = parameter + 1000 * (inLayer / length);
    }
    state.assign(Nd4j.createFromArray(numbers).reshape(state.shape()));
    SavedTraining saved = read(network).training().orElseThrow();
    float[] optimiser = saved.optimiser();
    int[] owners = OptimiserLayout.of(read(network).network().layout(), saved.rules()).owners();
    for (int i = 0; i < optimiser.length; i++) {
      assertThat(optimiser[i] % 1000).isEqualTo(owners[i]);
    }
    assertThat(Arrays.copyOf(optimiser, 2)).containsExactly(0, 1);
  }

  static Stream<IDropout> dropouts() {
    return Stream.of(
        new Dropout(STEP),
        new AlphaDropout(STEP),
        new SpatialDropout(STEP),
        new GaussianDropout(STEP),
        new GaussianNoise(STEP));
  }

  @ParameterizedTest
  @MethodSource("dropouts")
  void schedulesOfDropoutSurviveRestoring(IDropout dropout) throws IOException {
    Content content = read(stack(new Adam(0.1), new Adam(0.1), dropout));
    assertThat(content.network().nodes().get(0).layer().noise().amount())
        .isEqualTo(new RateSchedule.Step(RateSchedule.Clock.EPOCH, 0.8, 0.5, 2));
    assertThat(read(RestoredNetworks.stack(content))).isEqualTo(content);
  }

  @Test
  void truncationIsGivenBackAsItCame() throws IOException {
    Content content = read(stack(new Adam(0.1), new Adam(0.1)));
    MultiLayerNetwork restored = RestoredNetworks.stack(content);
    assertThat(restored.getLayerWiseConfigurations().getBackpropType())
        .isEqualTo(BackpropType.TruncatedBPTT);
    assertThat(restored.getLayerWiseConfigurations().getTbpttFwdLength()).isEqualTo(7);
    assertThat(restored.getLayerWiseConfigurations().getTbpttBackLength()).isEqualTo(5);
    assertThat(read(RestoredNetworks.stack(content))).isEqualTo(content);
  }

  @Test
  void aLayerWhoseUpdaterIsNullIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(stack(new Adam(0.1), new Adam(0.1)), out, false);
    byte[] changed =
        FileBytes.changed(
            out.toByteArray(),
            entries ->
                entries.computeIfPresent(
                    "configuration.json",
                    (name, text) ->
                        new String(text, StandardCharsets.UTF_8)
                            .replaceAll("(?s)\"iupdater\" : \\{.*?\\}", "\"iupdater\" : null")
                            .getBytes(StandardCharsets.UTF_8)));
    FileBytes.assertRefused(
        () -> new Dl4jFormat().read(FileBytes.input(changed), Limits.USUAL), "the updater 'null'");
  }
}
