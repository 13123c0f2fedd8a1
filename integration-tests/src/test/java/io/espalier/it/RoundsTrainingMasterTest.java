package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.dl4jspark.RoundsTrainingMaster;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A program for Deeplearning4j on Spark that changes the line that makes its training master. */
class RoundsTrainingMasterTest {
  private static final int CLASSES = 3;
  private static final int BATCH = 8;
  private static final int STEPS = 12;

  @TempDir Path folder;
  private JavaSparkContext spark;

  @BeforeEach
  void start() {
    spark = new JavaSparkContext(new SparkConf().setMaster("local[2]").setAppName("rounds"));
  }

  @AfterEach
  void stop() {
    spark.close();
  }

  @Test
  void learnsAsWellAsParameterAveraging() {
    TrainingMaster<?, ?> averaging =
        new ParameterAveragingTrainingMaster.Builder(2, BATCH)
            .averagingFrequency(3)
            .batchSizePerWorker(BATCH)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .build();
    double stock = accuracy(fitted(averaging, 2, 5));
    double rounds = accuracy(fitted(rounds(), 2, 5));
    assertThat(stock).isGreaterThan(0.6);
    assertThat(rounds).isGreaterThanOrEqualTo(stock - 0.05);
  }

  @Test
  void givesTheSameBytesHoweverTheDataIsPartitioned() {
    assertThat(fitted(rounds(), 5, 2).params()).isEqualTo(fitted(rounds(), 2, 2).params());
  }

  @Test
  void takesBatchesInAnotherOrderWithAnotherSeed() {
    assertThat(fitted(rounds().withSeed(8), 2, 1).params())
        .isNotEqualTo(fitted(rounds(), 2, 1).params());
  }

  @Test
  void holdsAMaskExactly() {
    MultiLayerNetwork start = network();
    int length = (int) start.numParams();
    Mask mask = Mask.all(length).without(IntStream.range(0, length / 2).map(i -> 2 * i).toArray());
    float[] parameters = fitted(rounds().withMask(mask), 2, 2).params().toFloatVector();
    for (int i = 0; i < length; i++) {
      if (!mask.keeps(i)) {
        assertThat(Float.floatToRawIntBits(parameters[i])).as("parameter %d", i).isZero();
      }
    }
    assertThat(mask.applyTo(parameters)).isEqualTo(parameters);
  }

  @Test
  void trainsGraphsToTheSameNumbersAsStacks() {
    ComputationGraph graph = graph();
    graph.setParams(network().params());
    SparkComputationGraph distributed = new SparkComputationGraph(spark, graph, rounds());
    var data = spark.parallelize(data(), 2);
    distributed.fit(data);
    distributed.fit(data);
    assertThat(distributed.getNetwork().params()).isEqualTo(fitted(rounds(), 2, 2).params());
    assertThat(distributed.getNetwork().getConfiguration().getEpochCount()).isEqualTo(2);
    assertThat(distributed.getNetwork().getConfiguration().getIterationCount()).isEqualTo(24);
    assertThat(distributed.getScore()).isPositive();
  }

  @Test
  void refusesDataOfAnotherShape() {
    SparkDl4jMultiLayer distributed = new SparkDl4jMultiLayer(spark, network(), rounds());
    List<DataSet> wide = List.of(new DataSet(Nd4j.zeros(2, 5, STEPS), Nd4j.zeros(2, CLASSES)));
    assertThatThrownBy(() -> distributed.fit(spark.parallelize(wide, 1)))
        .hasStackTraceContaining(InputException.class.getName())
        .hasMessageContaining("[batch, 1, time]");
  }

  private RoundsTrainingMaster rounds() {
    return RoundsTrainingMaster.of(2, BATCH, 3).inFolder(folder.toUri().toString());
  }

  private MultiLayerNetwork fitted(TrainingMaster<?, ?> master, int partitions, int epochs) {
    SparkDl4jMultiLayer distributed = new SparkDl4jMultiLayer(spark, network(), master);
    var data = spark.parallelize(data(), partitions);
    for (int epoch = 0; epoch < epochs; epoch++) {
      distributed.fit(data);
    }
    master.deleteTempFiles(spark);
    return distributed.getNetwork();
  }

  private static double accuracy(MultiLayerNetwork network) {
    DataSet all = DataSet.merge(data());
    INDArray said = network.output(all.getFeatures()).argMax(1);
    return said.eq(all.getLabels().argMax(1)).castTo(Nd4j.dataType()).meanNumber().doubleValue();
  }

  private static MultiLayerNetwork network() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Adam(0.02))
            .list()
            .layer(new LastTimeStep(new LSTM.Builder().nOut(8).build()))
            .layer(output())
            .setInputType(InputType.recurrent(1))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.02))
                .graphBuilder()
                .addInputs("in")
                .addLayer("lstm", new LastTimeStep(new LSTM.Builder().nOut(8).build()), "in")
                .addLayer("out", output(), "lstm")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(1))
                .build());
    graph.init();
    return graph;
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(CLASSES)
        .build();
  }

  private static List<DataSet> data() {
    return Ramps.batches(24, BATCH, STEPS, CLASSES, 0.2);
  }
}
