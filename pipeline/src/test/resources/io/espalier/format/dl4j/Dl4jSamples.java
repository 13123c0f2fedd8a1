import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

public class Dl4jSamples {
  private static final int BATCH = 2;
  private static final int STEPS = 5;
  private final File folder;
  private final String version;

  Dl4jSamples(File folder, String version) {
    this.folder = folder;
    this.version = version;
  }

  public static void main(String[] args) throws IOException {
    Dl4jSamples samples = new Dl4jSamples(new File(args[0]), args[1]);
    samples.stack();
    samples.dense();
    samples.tokens();
    samples.graph();
  }

  private void stack() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(new StepSchedule(ScheduleType.ITERATION, 0.01, 0.5, 3)))
                .l2(0.01)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(2)
                .list()
                .layer(
                    new LSTM.Builder()
                        .nIn(3)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .dropOut(0.8)
                        .build())
                .layer(
                    new LastTimeStep(
                        new Bidirectional(
                            new GravesLSTM.Builder()
                                .nIn(4)
                                .nOut(3)
                                .activation(Activation.TANH)
                                .build())))
                .layer(
                    new DenseLayer.Builder()
                        .nIn(6)
                        .nOut(4)
                        .activation(Activation.LEAKYRELU)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    INDArray in = values(BATCH, 3, STEPS);
    INDArray labels = Nd4j.create(new float[] {0, 1, 0, 1, 0, 0}, new int[] {2, 3});
    network.fit(in, labels);
    network.fit(in, labels);
    save("stack", network, in, network.output(in));
  }

  private void dense() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(new Nesterovs(0.1, 0.8))
                .biasUpdater(new Nesterovs(0.05, 0.8))
                .list()
                .layer(new SimpleRnn.Builder().nOut(4).activation(Activation.TANH).build())
                .layer(new DenseLayer.Builder().nOut(4).activation(Activation.RELU).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(3))
                .build());
    network.init();
    INDArray in = values(BATCH, 3, STEPS);
    INDArray labels = values(BATCH, 2, STEPS);
    network.fit(in, labels);
    network.fit(in, labels);
    save("dense", network, in, network.output(in));
  }

  private void tokens() throws IOException {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(new RmsProp(0.01))
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "words",
                    new EmbeddingSequenceLayer.Builder().nIn(6).nOut(3).inputLength(STEPS).build(),
                    "in")
                .addLayer(
                    "both",
                    new Bidirectional(
                        new LSTM.Builder().nIn(3).nOut(4).activation(Activation.TANH).build()),
                    "words")
                .addLayer(
                    "pool",
                    new GlobalPoolingLayer.Builder().poolingType(PoolingType.MAX).build(),
                    "both")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(8)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "pool")
                .setOutputs("out")
                .build());
    network.init();
    INDArray in = Nd4j.create(new float[] {0, 1, 2, 3, 4, 5, 0, 2, 4, 1}, new int[] {BATCH, STEPS});
    INDArray labels = Nd4j.create(new float[] {0, 1, 0, 1, 0, 0}, new int[] {2, 3});
    network.fit(new INDArray[] {in}, new INDArray[] {labels});
    network.fit(new INDArray[] {in}, new INDArray[] {labels});
    save("tokens", network, in, network.outputSingle(in));
  }

  private void graph() throws IOException {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(0.01))
                .l1(0.001)
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "rnn",
                    new LSTM.Builder()
                        .nIn(3)
                        .nOut(4)
                        .activation(Activation.SOFTSIGN)
                        .gateActivationFunction(Activation.HARDSIGMOID)
                        .build(),
                    "in")
                .addVertex("last", new LastTimeStepVertex("in"), "rnn")
                .addLayer(
                    "dense",
                    new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .activation(Activation.ELU)
                        .updater(new Nesterovs(0.1))
                        .build(),
                    "last")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.XENT)
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.SIGMOID)
                        .build(),
                    "dense")
                .setOutputs("out")
                .build());
    network.init();
    INDArray in = values(BATCH, 3, STEPS);
    INDArray labels = Nd4j.create(new float[] {0, 1, 0.5f, 0.2f}, new int[] {2, 2});
    network.fit(new INDArray[] {in}, new INDArray[] {labels});
    network.fit(new INDArray[] {in}, new INDArray[] {labels});
    save("graph", network, in, network.outputSingle(in));
  }

  private static INDArray values(int... shape) {
    Random random = new Random(5);
    float[] values = new float[shape[0] * shape[1] * shape[2]];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.create(values, shape);
  }

  private void save(String name, Model network, INDArray in, INDArray out) throws IOException {
    ModelSerializer.writeModel(network, new File(folder, version + "-" + name + ".zip"), true);
    try (PrintWriter text = new PrintWriter(new File(folder, version + "-" + name + ".txt"))) {
      line(text, in);
      line(text, out);
    }
  }

  private static void line(PrintWriter text, INDArray values) {
    StringBuilder line = new StringBuilder();
    for (long size : values.shape()) {
      line.append(size).append(' ');
    }
    line.append(':');
    float[] flat = values.dup('c').data().asFloat();
    for (float value : flat) {
      line.append(' ').append(value);
    }
    text.println(line);
  }
}
