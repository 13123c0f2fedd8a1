package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.metric.Outputs;
import io.espalier.model.InputException;
import io.espalier.model.LayerSpec;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.Pooling;
import io.espalier.model.TrainingProgress;
import io.espalier.network.NetworkFile.Content;
import io.espalier.network.NetworkFile.Extent;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Updater;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class NetworkFileTest {
  @TempDir Path folder;

  private final DatasetInfo data = Samples.classification();
  private final Batch batch = Samples.batch(data, 1, 4, 4);

  private NetworkState graph() {
    NetworkState state =
        Samples.network(
            data,
            Pooling.LAST,
            Samples.lstm(4),
            new LayerSpec.Dropout(0.2),
            Samples.both(3),
            new LayerSpec.Dense(3));
    Updater cosine =
        new Updater(Updater.Type.ADAMW, 0.01, 0.9, 0.01, Updater.RateSchedule.COSINE, 0.1);
    return step(
        Training.fresh(
            Training.configure(state.structure(), cosine, new Regularisation(1, 0.01), 50),
            state.parameters()));
  }

  private NetworkState step(NetworkState state) {
    try (LiveNetwork live = Samples.live(state)) {
      live.step(batch, 1);
      live.step(batch, 2);
      return state.with(live.parameters(), live.optimiser(), new TrainingProgress(3, 0, live.iteration()));
    }
  }

  @Test
  void plainDeeplearning4jRestoresAGraph() throws IOException {
    NetworkState state = graph();
    Mask mask = Mask.all(state.parameters().length).without(new int[] {0, 63, 64, 100});
    Path file =
        Files.write(
            folder.resolve("a.zip"), NetworkFile.write(state, Optional.of(mask), Extent.TRAINING));
    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile());
    assertThat(restored.params().toFloatVector()).isEqualTo(state.parameters());
    assertThat(restored.getUpdater().getUpdaterStateViewArray().toFloatVector())
        .isEqualTo(state.optimiser());
    assertThat(restored.getConfiguration().getIterationCount()).isEqualTo(2);
    try (BatchArrays arrays =
            BatchArrays.features(batch, InputForm.of(Chain.of(state.structure())));
        LiveNetwork live = Samples.live(state)) {
      assertSame(restored.outputSingle(arrays.inputs()), live.outputs(batch));
    }
    long[] words = ModelSerializer.getObjectFromFile(file.toFile(), NetworkFile.MASK);
    assertThat(Mask.ofWords(Arrays.copyOfRange(words, 1, words.length), (int) words[0]))
        .isEqualTo(mask);
    assertThat(state.structure().json()).doesNotContain("espalier");
  }

  @Test
  void plainDeeplearning4jRestoresAStackAsAStack() throws IOException {
    NetworkState state = step(Samples.stack());
    Path file =
        Files.write(
            folder.resolve("a.zip"), NetworkFile.write(state, Optional.empty(), Extent.TRAINING));
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    assertThat(restored.params().toFloatVector()).isEqualTo(state.parameters());
    assertThat(restored.getUpdater().getStateViewArray().toFloatVector())
        .isEqualTo(state.optimiser());
    try (BatchArrays arrays =
            BatchArrays.features(batch, InputForm.of(Chain.of(state.structure())));
        LiveNetwork live = Samples.live(state)) {
      assertSame(restored.output(arrays.inputs()[0]), live.outputs(batch));
    }
  }

  private static void assertSame(INDArray output, Outputs outputs) {
    assertThat(output.dup('c').data().asFloat()).containsExactly(outputs.values(), within(1e-6f));
  }

  @Test
  void stackLearnsAsDeeplearning4jTeachesIt() throws IOException {
    NetworkState state = Samples.stack();
    Path file =
        Files.write(
            folder.resolve("a.zip"), NetworkFile.write(state, Optional.empty(), Extent.TRAINING));
    MultiLayerNetwork theirs = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    try (BatchArrays arrays =
            BatchArrays.labelled(batch, InputForm.of(Chain.of(state.structure())));
        LiveNetwork ours = Samples.live(state)) {
      for (int step = 0; step < 3; step++) {
        theirs.fit(arrays.inputs()[0], arrays.labels()[0]);
        ours.step(batch, step);
      }
      assertThat(ours.parameters()).containsExactly(theirs.params().toFloatVector(), within(1e-5f));
    }
  }

  @Test
  void understandsEveryLayerThatTheRefusalsName() throws IOException {
    DatasetInfo tokens = Samples.tokenClassification();
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(0.01))
            .list()
            .layer(
                new EmbeddingSequenceLayer.Builder()
                    .nIn(Samples.TOKENS)
                    .nOut(4)
                    .inputLength(4)
                    .build())
            .layer(new SimpleRnn.Builder().nIn(4).nOut(3).activation(Activation.TANH).build())
            .layer(new ActivationLayer(Activation.SIGMOID))
            .layer(new DropoutLayer(0.8))
            .layer(new Bidirectional(new LSTM.Builder().nIn(3).nOut(2).build()))
            .layer(new GlobalPoolingLayer(PoolingType.SUM))
            .layer(new DenseLayer.Builder().nIn(4).nOut(3).activation(Activation.SIGMOID).build())
            .layer(
                new DenseLayer.Builder()
                    .nIn(3)
                    .nOut(Samples.CLASSES)
                    .activation(Activation.IDENTITY)
                    .build())
            .layer(
                new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build())
            .build();
    MultiLayerNetwork theirs = new MultiLayerNetwork(configuration);
    theirs.init();
    Path file = folder.resolve("theirs.zip");
    ModelSerializer.writeModel(theirs, file.toFile(), true);
    NetworkState state = NetworkFile.read(Files.readAllBytes(file), "theirs.zip").state();
    Compatibility.check(state.structure(), tokens);
    Batch same = Samples.batch(tokens, 1, 4, 4, 4);
    try (BatchArrays arrays =
            BatchArrays.features(same, InputForm.of(Chain.of(state.structure())));
        LiveNetwork live = Samples.live(state)) {
      assertSame(theirs.output(arrays.inputs()[0]), live.outputs(same));
      assertThat(live.step(Samples.batch(tokens, 2, 7, 3), 1)).isFinite();
      assertThat(live.activations(same)).hasSize(8);
    }
  }

  @Test
  void backPropagatesThroughWholeSequencesAndExportsTruncationAsItCame() {
    DatasetInfo text = Samples.languageModel();
    NetworkState whole = characters(BackpropType.Standard);
    NetworkState truncated = characters(BackpropType.TruncatedBPTT);
    Batch windows = Samples.batch(text, 1, 6, 6);
    try (LiveNetwork one = Samples.live(whole);
        LiveNetwork other =
            Samples.live(truncated.with(whole.parameters(), new float[0], TrainingProgress.START))) {
      one.step(windows, 1);
      other.step(windows, 1);
      assertThat(other.parameters()).isEqualTo(one.parameters());
    }
    byte[] zip = NetworkFile.write(truncated, Optional.empty(), Extent.INFERENCE);
    assertThat(NetworkFile.read(zip, "a.zip").state().structure().json()).contains("TruncatedBPTT");
  }

  private static NetworkState characters(BackpropType type) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(0.01))
            .list()
            .layer(
                new LSTM.Builder().nIn(Samples.TOKENS).nOut(3).activation(Activation.TANH).build())
            .layer(
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(3)
                    .nOut(Samples.TOKENS)
                    .dataFormat(RNNFormat.NCW)
                    .activation(Activation.SOFTMAX)
                    .build())
            .tBPTTLength(2)
            .backpropType(type)
            .build();
    NetworkStructure structure = Configurations.structure(configuration);
    return Training.fresh(structure, LiveGraph.freshParameters(structure));
  }

  @Test
  void readsBackWhatItWrote() {
    NetworkState state = graph();
    Mask mask = Mask.all(state.parameters().length).without(new int[] {7});
    byte[] zip = NetworkFile.write(state, Optional.of(mask), Extent.TRAINING);
    assertThat(NetworkFile.write(state, Optional.of(mask), Extent.TRAINING)).isEqualTo(zip);
    Content content = NetworkFile.read(zip, "a.zip");
    assertThat(content.state()).isEqualTo(state);
    assertThat(content.mask()).contains(mask);
    NetworkState inference =
        NetworkFile.read(NetworkFile.write(state, Optional.empty(), Extent.INFERENCE), "a.zip")
            .state();
    assertThat(inference).isEqualTo(state.fresh());
  }

  @Test
  void refusesWhatIsNoNetwork() {
    assertThatThrownBy(() -> NetworkFile.read("hello".getBytes(StandardCharsets.UTF_8), "a.zip"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.zip is not a zip file");
    ZipBytes other = new ZipBytes();
    other.add("readme.txt", new byte[3]);
    byte[] zip = other.bytes();
    assertThatThrownBy(() -> NetworkFile.read(zip, "a.zip"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("configuration.json");
    ZipBytes strange = new ZipBytes();
    strange.add("configuration.json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    strange.add("coefficients.bin", new byte[3]);
    byte[] unreadable = strange.bytes();
    assertThatThrownBy(() -> NetworkFile.read(unreadable, "a.zip"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.zip");
    byte[] whole = NetworkFile.write(Samples.stack(), Optional.empty(), Extent.INFERENCE);
    assertThatThrownBy(() -> NetworkFile.read(Arrays.copyOf(whole, whole.length / 2), "a.zip"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.zip");
  }

  @Test
  void refusesParametersOfAnotherNetwork() {
    NetworkState state = Samples.stack();
    NetworkState wrong = state.with(new float[5], new float[0], TrainingProgress.START);
    byte[] zip = NetworkFile.write(wrong, Optional.empty(), Extent.INFERENCE);
    assertThatThrownBy(() -> NetworkFile.read(zip, "a.zip"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.zip holds 5 parameters");
  }
}
