package io.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.Activation;
import io.espalier.model.Activation.Kind;
import io.espalier.model.Layer.GravesLstm;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.SimpleRnn;
import io.espalier.model.Noise;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class RecurrentStepTest {
  private static final int STEPS = 3;
  private static final int WIDTH = 2;
  private static final int UNITS = 3;
  private static final int LANES = 5;

  static Stream<Recurrent> cells() {
    return cells(
        StockActivations.all().keySet().stream()
            .filter(activation -> activation.kind() != Kind.RANDOMISED_RELU));
  }

  static Stream<Recurrent> withTheirSlope() {
    return cells(ActivationFunctionTest.withItsSlope());
  }

  private static Stream<Recurrent> cells(Stream<Activation> activations) {
    return activations.flatMap(
        activation ->
            Stream.of(
                new SimpleRnn(WIDTH, UNITS, activation, Noise.NONE),
                new Lstm(WIDTH, UNITS, activation, Activation.SIGMOID, Noise.NONE),
                new Lstm(WIDTH, UNITS, Activation.TANH, activation, Noise.NONE),
                new GravesLstm(WIDTH, UNITS, activation, Activation.SIGMOID, Noise.NONE),
                new GravesLstm(WIDTH, UNITS, Activation.TANH, activation, Noise.NONE)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void givesDeeplearning4jsOutputsAndGradients(Recurrent cell) {
    float[] parameters = numbers(1, length(cell));
    float[][] inputs = steps(2, WIDTH);
    float[][] errors = steps(3, UNITS);
    MultiLayerNetwork network = stock(cell);
    network.setParams(Nd4j.createFromArray(parameters));
    org.deeplearning4j.nn.api.Layer stock = network.getLayer(0);
    stock.setInput(batchFirst(inputs, WIDTH), LayerWorkspaceMgr.noWorkspaces());
    INDArray outputs = stock.activate(true, LayerWorkspaceMgr.noWorkspaces()).dup();
    stock.setInput(batchFirst(inputs, WIDTH), LayerWorkspaceMgr.noWorkspaces());
    stock.backpropGradient(batchFirst(errors, UNITS), LayerWorkspaceMgr.noWorkspaces());

    DrivenLayer ours = new DrivenLayer(cell, parameters, inputs, 3, 3, 3, 3, 3);
    float[][] hidden = ours.forward();
    Closeness.assertClose(
        "outputs",
        batchFirst(hidden, UNITS).dup('c').data().asFloat(),
        outputs.dup('c').data().asFloat(),
        1e-5);
    Closeness.assertClose(
        "gradient",
        ours.backward(errors),
        network.getFlattenedGradients().dup('c').data().asFloat(),
        1e-5);
  }

  @ParameterizedTest
  @MethodSource("withTheirSlope")
  void gradientIsTheSlope(Recurrent cell) {
    float[] parameters = numbers(1, length(cell));
    float[][] inputs = steps(2, WIDTH);
    float[][] errors = steps(3, UNITS);
    double h = 1e-6;
    float[] expected = new float[parameters.length];
    for (int i = 0; i < expected.length; i++) {
      double more = sum(cell, shifted(parameters, i, h), inputs, errors);
      double less = sum(cell, shifted(parameters, i, -h), inputs, errors);
      expected[i] = (float) ((more - less) / (2 * h));
    }
    DrivenLayer ours = new DrivenLayer(cell, parameters, inputs, 3, 3, 3, 3, 3);
    ours.forward();
    Closeness.assertClose("gradient", ours.backward(errors), expected, 1e-6);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void paddingCountsNowhere(Recurrent cell) {
    float[] parameters = numbers(1, length(cell));
    float[][] inputs = steps(2, WIDTH);
    float[][] errors = steps(3, UNITS);
    int[] lengths = {3, 1, 2, 3, 2};
    DrivenLayer all = new DrivenLayer(cell, parameters, inputs, lengths);
    all.forward();
    float[] expected = new float[parameters.length];
    for (int lane = 0; lane < LANES; lane++) {
      float[][] alone = lane(inputs, lane, lengths[lane]);
      DrivenLayer one = new DrivenLayer(cell, parameters, alone, lengths[lane]);
      one.forward();
      float[] gradient = one.backward(lane(errors, lane, lengths[lane]));
      LaneArrays.add(gradient, expected, expected.length);
    }
    Closeness.assertClose("gradient", all.backward(errors), expected, 1e-5);
  }

  private static float[][] lane(float[][] steps, int lane, int length) {
    float[][] alone = new float[length][steps[0].length / LANES];
    for (int t = 0; t < length; t++) {
      for (int row = 0; row < alone[t].length; row++) {
        alone[t][row] = steps[t][row * LANES + lane];
      }
    }
    return alone;
  }

  @Test
  void theUsualFunctionsHaveTheFastPath() {
    Activation hard = Activation.of(Kind.HARD_SIGMOID);
    for (Activation gates : new Activation[] {Activation.SIGMOID, hard}) {
      assertThat(RecurrentStep.of(new Lstm(1, 1, Activation.TANH, gates, Noise.NONE)))
          .isInstanceOf(LstmStep.class);
    }
  }

  private static double sum(
      Recurrent cell, double[] parameters, float[][] inputs, float[][] errors) {
    double[][] outputs = new DoubleLayer(cell, parameters, LANES).forward(inputs);
    double sum = 0;
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < errors[t].length; i++) {
        sum += errors[t][i] * outputs[t][i];
      }
    }
    return sum;
  }

  private static double[] shifted(float[] parameters, int at, double by) {
    double[] shifted = new double[parameters.length];
    Arrays.setAll(shifted, i -> parameters[i] + (i == at ? by : 0));
    return shifted;
  }

  private static int length(Recurrent cell) {
    return cell.matrices().stream().mapToInt(m -> m.rows() * m.columns()).sum();
  }

  private static MultiLayerNetwork stock(Recurrent cell) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(
                    layer(cell),
                    new RnnLossLayer.Builder(LossFunctions.LossFunction.MSE)
                        .activation(new ActivationIdentity())
                        .build())
                .build());
    network.init();
    network.initGradientsView();
    return network;
  }

  private static Layer layer(Recurrent cell) {
    IActivation activation = StockActivations.all().get(cell.activation());
    if (cell instanceof Lstm lstm) {
      return new LSTM.Builder()
          .nIn(WIDTH)
          .nOut(UNITS)
          .activation(activation)
          .gateActivationFunction(StockActivations.all().get(lstm.gates()))
          .build();
    }
    if (cell instanceof GravesLstm graves) {
      return new GravesLSTM.Builder()
          .nIn(WIDTH)
          .nOut(UNITS)
          .activation(activation)
          .gateActivationFunction(StockActivations.all().get(graves.gates()))
          .build();
    }
    return new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder()
        .nIn(WIDTH)
        .nOut(UNITS)
        .activation(activation)
        .build();
  }

  private static INDArray batchFirst(float[][] steps, int rows) {
    INDArray all = Nd4j.create(LANES, rows, STEPS);
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < rows * LANES; i++) {
        all.putScalar(i % LANES, i / LANES, t, steps[t][i]);
      }
    }
    return all;
  }

  private static float[][] steps(long seed, int rows) {
    float[][] steps = new float[STEPS][];
    Arrays.setAll(steps, t -> numbers(seed * 100 + t, rows * LANES));
    return steps;
  }

  private static float[] numbers(long seed, int n) {
    Random random = new Random(seed);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = 0.4f * (float) random.nextGaussian();
    }
    return numbers;
  }
}
