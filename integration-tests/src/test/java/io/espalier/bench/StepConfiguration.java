package io.espalier.bench;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A network and the batches it is timed on.
 *
 * @param name as printed
 * @param inputs width of the input; one-hot where it equals {@code classes}
 * @param units of each LSTM layer
 * @param batch sequences
 * @param classes of the softmax output
 * @param lengths shortest and longest sequence; equal where every step has an output
 */
record StepConfiguration(
    String name, int inputs, int[] units, int batch, int classes, int[] lengths) {

  ComputationGraphConfiguration graph() {
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(1e-3))
            .graphBuilder()
            .addInputs("in");
    String below = "in";
    for (int i = 0; i < units.length; i++) {
      Layer lstm = new LSTM.Builder().nOut(units[i]).activation(Activation.TANH).build();
      boolean pooled = variable() && i == units.length - 1;
      graph.addLayer("lstm" + i, pooled ? new LastTimeStep(lstm) : lstm, below);
      below = "lstm" + i;
    }
    Layer output =
        variable()
            ? new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build()
            : new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    return graph
        .addLayer("out", output, below)
        .setOutputs("out")
        .setInputTypes(InputType.recurrent(inputs))
        .build();
  }

  /** The same batch for the same seed. */
  MultiDataSet batch(long seed) {
    Random random = new Random(seed);
    int[] length = new int[batch];
    int steps = 0;
    for (int b = 0; b < batch; b++) {
      length[b] = lengths[0] + random.nextInt(lengths[1] - lengths[0] + 1);
      steps = Math.max(steps, length[b]);
    }
    INDArray features = Nd4j.create(DataType.FLOAT, batch, inputs, steps);
    INDArray mask = Nd4j.create(DataType.FLOAT, batch, steps);
    INDArray labels =
        variable()
            ? Nd4j.create(DataType.FLOAT, batch, classes)
            : Nd4j.create(DataType.FLOAT, batch, classes, steps);
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < length[b]; t++) {
        mask.putScalar(b, t, 1);
        if (inputs == classes) {
          features.putScalar(b, random.nextInt(inputs), t, 1);
        } else {
          for (int i = 0; i < inputs; i++) {
            features.putScalar(b, i, t, random.nextGaussian());
          }
        }
        if (!variable()) {
          labels.putScalar(b, random.nextInt(classes), t, 1);
        }
      }
      if (variable()) {
        labels.putScalar(b, random.nextInt(classes), 1);
      }
    }
    INDArray[] masks = variable() ? new INDArray[] {mask} : null;
    return new MultiDataSet(new INDArray[] {features}, new INDArray[] {labels}, masks, null);
  }

  /** Sequences of the same sizes, to learn from; a class stands for every step of its sequence. */
  Batch sequences(long seed) {
    Random random = new Random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int b = 0; b < batch; b++) {
      int length = lengths[0] + random.nextInt(lengths[1] - lengths[0] + 1);
      sequences.add(sequence("s" + b, length, random));
    }
    return Batch.of(sequences);
  }

  private Sequence sequence(String id, int length, Random random) {
    if (inputs == classes) {
      int[] tokens = random.ints(length + 1, 0, inputs).toArray();
      return Sequence.ofTokens(id, tokens, new Target.NextToken());
    }
    float[] values = new float[length * inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Sequence.ofValues(id, values, inputs, new Target.Label(random.nextInt(classes)));
  }

  private boolean variable() {
    return lengths[0] != lengths[1];
  }
}
