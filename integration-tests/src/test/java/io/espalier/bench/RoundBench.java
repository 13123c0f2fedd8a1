package io.espalier.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.app.SparkExperiment;
import io.espalier.dl4jspark.RoundsTrainingMaster;
import io.espalier.plan.PlanReader;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What a round costs beside the replicas' own steps, ours and that of Deeplearning4j's {@code
 * ParameterAveragingTrainingMaster}: an LSTM of one input with Adam, two replicas on two executor
 * processes, two steps each on a tiny batch. {@code SPARK_HOME} must have a {@code jars} folder,
 * and {@code SPARK_SCALA_VERSION} must be 2.12. Arguments: numbers of units; 499 have 1 M
 * parameters, 1580 have 10 M.
 */
public final class RoundBench {
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 20;
  private static final int BATCH = 2;
  private static final int LOCAL_STEPS = 2;
  private static final int STEPS = 10;

  private RoundBench() {}

  public static void main(String[] units) throws IOException {
    SparkConf conf =
        new SparkConf()
            .setMaster("local-cluster[2,1,5120]")
            .setAppName("rounds")
            .set("spark.executor.memory", "5g")
            .set("spark.ui.enabled", "false")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set("spark.executor.extraJavaOptions", opens())
            .set("spark.executorEnv.OMP_NUM_THREADS", "1");
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      System.out.printf(
          "%-10s %12s %12s %12s %12s%n", "parameters", "", "round ms", "compute ms", "overhead");
      for (String number : units) {
        int n = Integer.parseInt(number);
        ours(spark, n);
        theirs(context, n);
      }
    }
  }

  /** What Java 17 must open for Spark: what this process was started with. */
  static String opens() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens="))
        .collect(Collectors.joining(" "));
  }

  /** Means of a run's own facts about its rounds. */
  private static void ours(SparkSession spark, int units) throws IOException {
    Path store = Files.createTempDirectory("rounds");
    int sequences = (WARM_UP + ROUNDS) * 2 * BATCH * LOCAL_STEPS;
    SparkExperiment.open(
            spark,
            PlanReader.read(
                """
                run { name = rounds, store = "%s" }
                data { source { format = control-charts, count = %d, length = %d }
                       validation = 0.2, test = 0.1, shards = 2 }
                network.layers = [{ type = lstm, units = %d }]
                train { epochs = 1, batch-size = %d, local-steps = %d }
                """
                    .formatted(store, sequences * 7 / 4, STEPS, units, BATCH, LOCAL_STEPS),
                "bench",
                List.of()),
            Progress.silent(),
            Duration.ZERO)
        .runTo(Verb.TRAIN);
    List<JsonNode> rounds = new ArrayList<>();
    for (Path file : rounds(store)) {
      for (String line : Files.readAllLines(file)) {
        rounds.add(new ObjectMapper().readTree(line).get("seconds"));
      }
    }
    List<JsonNode> warm = rounds.subList(WARM_UP, WARM_UP + ROUNDS);
    double compute = mean(warm, "compute");
    print(units, "Espalier", mean(warm, "round"), compute);
  }

  private static double mean(List<JsonNode> rounds, String part) {
    return rounds.stream().mapToDouble(round -> round.get(part).asDouble()).average().orElseThrow();
  }

  private static List<Path> rounds(Path store) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files.filter(file -> file.endsWith("rounds.jsonl")).toList();
    }
  }

  /** Means of one fit of several averagings; a step alone tells the compute. */
  private static void theirs(JavaSparkContext spark, int units) {
    ComputationGraph graph = graph(units);
    DataSet batch = batch(0);
    double[] steps = new double[ROUNDS];
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      long start = System.nanoTime();
      graph.fit(batch);
      steps[Math.max(0, i - WARM_UP)] = (System.nanoTime() - start) / 1e9;
    }
    ParameterAveragingTrainingMaster averaging =
        new ParameterAveragingTrainingMaster.Builder(2, BATCH)
            .averagingFrequency(LOCAL_STEPS)
            .batchSizePerWorker(BATCH)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .build();
    double compute = LOCAL_STEPS * median(steps);
    print(units, "averaging", secondsARound(spark, graph, averaging), compute);
    print(
        units,
        "our master",
        secondsARound(spark, graph, RoundsTrainingMaster.of(2, BATCH, LOCAL_STEPS)),
        compute);
  }

  private static double secondsARound(
      JavaSparkContext spark, ComputationGraph graph, TrainingMaster<?, ?> master) {
    SparkComputationGraph distributed = new SparkComputationGraph(spark, graph, master);
    distributed.fit(rounds(spark, WARM_UP));
    long start = System.nanoTime();
    distributed.fit(rounds(spark, ROUNDS));
    double seconds = (System.nanoTime() - start) / 1e9 / ROUNDS;
    master.deleteTempFiles(spark);
    return seconds;
  }

  /** Data for so many rounds of two workers. */
  private static JavaRDD<DataSet> rounds(JavaSparkContext spark, int rounds) {
    return spark.parallelize(
        IntStream.range(0, 2 * LOCAL_STEPS * rounds).mapToObj(RoundBench::batch).toList(), 2);
  }

  private static ComputationGraph graph(int units) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.001))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(1))
                .addLayer("lstm", new LastTimeStep(new LSTM.Builder().nOut(units).build()), "in")
                .addLayer("out", new OutputLayer.Builder().nOut(6).build(), "lstm")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static DataSet batch(long seed) {
    INDArray labels = Nd4j.zeros(BATCH, 6);
    for (int b = 0; b < BATCH; b++) {
      labels.putScalar(b, (b + seed) % 6, 1);
    }
    return new DataSet(Nd4j.rand(new int[] {BATCH, 1, STEPS}, seed), labels);
  }

  private static void print(int units, String name, double round, double compute) {
    long parameters = 4L * units * (units + 2) + 6L * (units + 1);
    System.out.printf(
        "%,10d %12s %12.0f %12.0f %12.0f%n",
        parameters, name, 1000 * round, 1000 * compute, 1000 * (round - compute));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
