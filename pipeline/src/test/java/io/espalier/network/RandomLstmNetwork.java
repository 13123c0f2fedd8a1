package io.espalier.network;

import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network of LSTM layers and a batch for it, both drawn from a seed. */
record RandomLstmNetwork(ComputationGraphConfiguration configuration, MultiDataSet batch) {
  private static final int CLASSES = 3;

  static RandomLstmNetwork of(long seed) {
    Random random = new Random(seed);
    boolean lastStep = random.nextBoolean();
    int inputs = 1 + random.nextInt(9);
    boolean masked = random.nextInt(3) > 0;
    // Deeplearning4j takes a mask with one row or one step for something else
    int least = masked ? 2 : 1;
    int batch = least + random.nextInt(6);
    int steps = (lastStep ? 1 : least) + random.nextInt(7);
    int layers = 1 + random.nextInt(2);
    Activation gates = random.nextInt(3) == 0 ? Activation.HARDSIGMOID : Activation.SIGMOID;
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Sgd(0.1))
            .graphBuilder()
            .addInputs("in");
    String below = "in";
    int width = inputs;
    for (int i = 0; i < layers; i++) {
      int units = 1 + random.nextInt(11);
      Layer layer =
          new LSTM.Builder()
              .nIn(width)
              .nOut(units)
              .gateActivationFunction(gates)
              .activation(Activation.TANH)
              .dropOut(i == 1 && random.nextInt(3) == 0 ? 0.8 : 1.0)
              .build();
      width = units;
      if (random.nextBoolean()) {
        Bidirectional.Mode mode =
            Bidirectional.Mode.values()[random.nextInt(Bidirectional.Mode.values().length)];
        layer = new Bidirectional(mode, layer);
        width = mode == Bidirectional.Mode.CONCAT ? 2 * units : units;
      }
      if (lastStep && i == layers - 1) {
        layer = new LastTimeStep(layer);
      }
      graph.addLayer("lstm" + i, layer, below);
      below = "lstm" + i;
    }
    Layer output =
        lastStep
            ? new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(width)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build()
            : new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nIn(width)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    graph
        .addLayer("out", output, below)
        .setOutputs("out")
        .setInputTypes(InputType.recurrent(inputs));
    return new RandomLstmNetwork(
        graph.build(), batch(random, batch, inputs, steps, lastStep, masked));
  }

  /** The network with weights large enough to reach the bends of the functions. */
  ComputationGraph open() {
    ComputationGraph graph = new ComputationGraph(configuration.clone());
    graph.init();
    Random random = new Random(17);
    float[] values = new float[(int) graph.numParams()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    graph.setParams(Nd4j.createFromArray(values).reshape(1, values.length));
    return graph;
  }

  private static MultiDataSet batch(
      Random random, int batch, int inputs, int steps, boolean lastStep, boolean masked) {
    INDArray features =
        Nd4j.create(
            DataType.FLOAT, new long[] {batch, inputs, steps}, random.nextBoolean() ? 'c' : 'f');
    INDArray mask = Nd4j.create(DataType.FLOAT, batch, steps);
    INDArray labels =
        lastStep
            ? Nd4j.create(DataType.FLOAT, batch, CLASSES)
            : Nd4j.create(DataType.FLOAT, batch, CLASSES, steps);
    for (int b = 0; b < batch; b++) {
      int length = masked ? 1 + random.nextInt(steps) : steps;
      for (int t = 0; t < steps; t++) {
        if (t < length) {
          mask.putScalar(b, t, 1);
          for (int i = 0; i < inputs; i++) {
            features.putScalar(b, i, t, random.nextGaussian());
          }
        }
        if (!lastStep) {
          labels.putScalar(b, random.nextInt(CLASSES), t, 1);
        }
      }
      if (lastStep) {
        labels.putScalar(b, random.nextInt(CLASSES), 1);
      }
    }
    INDArray[] featureMasks = masked ? new INDArray[] {mask} : null;
    INDArray[] labelMasks = masked && !lastStep ? new INDArray[] {mask.dup()} : null;
    return new MultiDataSet(
        new INDArray[] {features}, new INDArray[] {labels}, featureMasks, labelMasks);
  }
}
