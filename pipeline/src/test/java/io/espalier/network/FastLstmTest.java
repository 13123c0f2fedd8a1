package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FastLstmTest {
  private static final int NETWORKS = 40;
  private static final double TOLERANCE = 1e-5;

  @Test
  void givesDeeplearning4jsOutputsAndGradients() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      RandomLstmNetwork network = RandomLstmNetwork.of(seed);
      ComputationGraph stock = network.open();
      ComputationGraph fast = network.open();
      try (FastLstm installed = FastLstm.install(fast)) {
        assertThat(installed.layers()).isPositive();
        MultiDataSet batch = network.batch();
        assertClose("output " + seed, output(fast, batch), output(stock, batch));
        assertClose("gradient " + seed, gradient(fast, batch), gradient(stock, batch));
      }
    }
  }

  @Test
  void trainsAsDeeplearning4jDoesOverManySteps() {
    ComputationGraphConfiguration configuration = twoLayers(new LSTM.Builder(), Activation.TANH);
    ComputationGraph stock = new ComputationGraph(configuration.clone());
    ComputationGraph fast = new ComputationGraph(configuration.clone());
    stock.init();
    fast.init();
    MultiDataSet batch = sequences(3, 7, 5);
    try (FastLstm installed = FastLstm.install(fast)) {
      assertThat(installed.layers()).isEqualTo(2);
      for (int step = 0; step < 20; step++) {
        stock.fit(batch);
        fast.fit(batch);
      }
      assertClose("parameters", parameters(fast), parameters(stock));
    }
  }

  @Test
  void gradientIsTheSlopeOfTheLoss() {
    ComputationGraph graph = new ComputationGraph(twoLayers(new LSTM.Builder(), Activation.TANH));
    graph.init();
    MultiDataSet batch = sequences(3, 7, 5);
    try (FastLstm installed = FastLstm.install(graph)) {
      float[] gradient = gradient(graph, batch);
      assertThat(installed.layers()).isEqualTo(2);
      for (int i = 0; i < gradient.length; i += 13) {
        float value = graph.params().getFloat(i);
        float step = 1e-2f;
        graph.params().putScalar(i, value + step);
        double above = loss(graph, batch);
        graph.params().putScalar(i, value - step);
        double below = loss(graph, batch);
        graph.params().putScalar(i, value);
        double slope = (above - below) / (2 * step);
        // gradients are sums over the batch, the loss is a mean
        assertThat(gradient[i] / 5.0).as("parameter " + i).isCloseTo(slope, within(slope));
      }
    }
  }

  @Test
  void givesTheSameBitsOnEveryRun() {
    RandomLstmNetwork network = RandomLstmNetwork.of(4);
    assertThat(trained(network)).containsExactly(trained(network));
  }

  @Test
  void networksTrainSideBySideAsTheyDoAlone() throws Exception {
    List<float[]> alone = new ArrayList<>();
    List<Callable<float[]>> tasks = new ArrayList<>();
    for (long seed = 20; seed < 24; seed++) {
      RandomLstmNetwork network = RandomLstmNetwork.of(seed);
      alone.add(trained(network));
      tasks.add(() -> trained(network));
    }
    ExecutorService pool = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Future<float[]>> together = pool.invokeAll(tasks);
      for (int i = 0; i < alone.size(); i++) {
        assertThat(together.get(i).get()).containsExactly(alone.get(i));
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void leavesNoTraceInTheSavedNetwork(@TempDir File folder) throws IOException {
    RandomLstmNetwork network = RandomLstmNetwork.of(2);
    ComputationGraph graph = network.open();
    String before = graph.getConfiguration().toJson();
    float[] expected;
    File file = new File(folder, "network.zip");
    try (FastLstm installed = FastLstm.install(graph)) {
      assertThat(installed.layers()).isPositive();
      expected = output(graph, network.batch());
      ModelSerializer.writeModel(graph, file, true);
    }
    assertThat(graph.getConfiguration().toJson()).isEqualTo(before).doesNotContain("espalier");
    ComputationGraph loaded = ModelSerializer.restoreComputationGraph(file, true);
    assertThat(helpers(loaded)).isZero();
    assertThat(helpers(graph)).isZero();
    assertClose("output of the loaded network", output(loaded, network.batch()), expected);
  }

  @Test
  void carriesStateThroughStepsAndWindows() {
    ComputationGraphConfiguration configuration = twoLayers(new LSTM.Builder(), Activation.TANH);
    configuration.setBackpropType(BackpropType.TruncatedBPTT);
    configuration.setTbpttFwdLength(4);
    configuration.setTbpttBackLength(3);
    ComputationGraph stock = new ComputationGraph(configuration.clone());
    ComputationGraph fast = new ComputationGraph(configuration.clone());
    stock.init();
    fast.init();
    MultiDataSet batch = sequences(3, 10, 6);
    try (FastLstm installed = FastLstm.install(fast)) {
      assertThat(installed.layers()).isEqualTo(2);
      for (int round = 0; round < 3; round++) {
        stock.fit(batch);
        fast.fit(batch);
        assertClose("parameters", parameters(fast), parameters(stock));
      }
      INDArray one = batch.getFeatures(0).tensorAlongDimension(0, 0, 1);
      for (int step = 0; step < 3; step++) {
        float[] expected = stock.rnnTimeStep(one)[0].dup('c').data().asFloat();
        assertClose("step", fast.rnnTimeStep(one)[0].dup('c').data().asFloat(), expected);
      }
    }
  }

  @Test
  void recomputesWhenWeightsChangeBetweenForwardAndBackward() {
    ComputationGraphConfiguration configuration = twoLayers(new LSTM.Builder(), Activation.TANH);
    INDArray input = sequences(5, 6, 3).getFeatures(0);
    INDArray error = sequences(4, 6, 3).getFeatures(0);
    List<float[]> gradients = new ArrayList<>();
    List<float[]> errors = new ArrayList<>();
    for (boolean fast : new boolean[] {false, true}) {
      ComputationGraph graph = new ComputationGraph(configuration.clone());
      graph.init();
      graph.initGradientsView();
      try (FastLstm installed = FastLstm.install(graph)) {
        assertThat(installed.layers()).isEqualTo(2);
        if (!fast) {
          installed.close();
        }
        org.deeplearning4j.nn.api.Layer upper = graph.getLayer("upper");
        upper.activate(input, true, LayerWorkspaceMgr.noWorkspaces());
        graph.params().muli(-1);
        var back = upper.backpropGradient(error, LayerWorkspaceMgr.noWorkspaces());
        errors.add(back.getSecond().dup('c').data().asFloat());
        gradients.add(graph.getFlattenedGradients().dup().data().asFloat());
      }
    }
    assertClose("gradient", gradients.get(1), gradients.get(0));
    assertClose("error of the input", errors.get(1), errors.get(0));
  }

  @Test
  void leavesOtherLayersAndActivationsToDeeplearning4j() {
    MultiDataSet batch = sequences(3, 5, 4);
    ComputationGraphConfiguration peepholes = twoLayers(new GravesLSTM.Builder(), Activation.TANH);
    ComputationGraph graves = new ComputationGraph(peepholes);
    graves.init();
    float[] expected = gradient(graves, batch);
    try (FastLstm installed = FastLstm.install(graves)) {
      assertThat(installed.layers()).isZero();
      assertThat(gradient(graves, batch)).containsExactly(expected);
    }
    ComputationGraph softsign =
        new ComputationGraph(twoLayers(new LSTM.Builder(), Activation.SOFTSIGN));
    softsign.init();
    float[] wanted = gradient(softsign, batch);
    try (FastLstm installed = FastLstm.install(softsign)) {
      assertThat(installed.layers()).isEqualTo(2);
      assertThat(gradient(softsign, batch)).containsExactly(wanted);
    }
  }

  private static ComputationGraphConfiguration twoLayers(
      org.deeplearning4j.nn.conf.layers.AbstractLSTM.Builder<?> builder, Activation activation) {
    Layer lower = builder.nOut(5).activation(activation).build();
    Layer upper = builder.nIn(0).nOut(4).activation(activation).build();
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .updater(new Sgd(0.1))
        .graphBuilder()
        .addInputs("in")
        .addLayer("lower", lower, "in")
        .addLayer("upper", upper, "lower")
        .addLayer(
            "out",
            new RnnOutputLayer.Builder(LossFunction.MSE)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build(),
            "upper")
        .setOutputs("out")
        .setInputTypes(InputType.recurrent(3))
        .build();
  }

  private static MultiDataSet sequences(int inputs, int steps, int batch) {
    Nd4j.getRandom().setSeed(9);
    return new MultiDataSet(
        Nd4j.randn(DataType.FLOAT, batch, inputs, steps),
        Nd4j.randn(DataType.FLOAT, batch, 2, steps));
  }

  private static float[] trained(RandomLstmNetwork network) {
    ComputationGraph graph = network.open();
    try (FastLstm installed = FastLstm.install(graph)) {
      assertThat(installed.layers()).isPositive();
      for (int step = 0; step < 5; step++) {
        graph.fit(network.batch());
      }
    }
    return parameters(graph);
  }

  private static long helpers(ComputationGraph graph) {
    long found = 0;
    for (org.deeplearning4j.nn.api.Layer layer : graph.getLayers()) {
      if (layer.getHelper() != null) {
        found++;
      }
    }
    return found;
  }

  private static org.assertj.core.data.Offset<Double> within(double slope) {
    return org.assertj.core.data.Offset.offset(2e-3 + 0.02 * Math.abs(slope));
  }

  private static double loss(ComputationGraph graph, MultiDataSet batch) {
    return graph.score(batch, false);
  }

  private static float[] parameters(ComputationGraph graph) {
    return graph.params().dup().data().asFloat();
  }

  private static float[] output(ComputationGraph graph, MultiDataSet batch) {
    INDArray[] outputs =
        graph.output(
            false, batch.getFeatures(), batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
    return outputs[0].dup('c').data().asFloat();
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
    double largest = Float.MIN_NORMAL;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as(what).isFinite();
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
    }
    assertThat(difference / largest).as(what).isLessThan(TOLERANCE);
  }
}
