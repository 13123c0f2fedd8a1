package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.jobs.InProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What is exported is an ordinary network to Deeplearning4j's own training on Spark. */
class DeeplearningSparkTest {
  private static final int CLASSES = 6;
  private static final int STEPS = 20;
  private static final int BATCH = 8;

  @TempDir Path folder;

  @Test
  void parameterAveragingTrainsAnExportedNetwork() throws Exception {
    Files.writeString(
        folder.resolve("x.conf"),
        """
        run { name = x, store = "%s" }
        data { source { format = control-charts, count = 120, length = %d }, shards = 2 }
        network.layers = [{ type = lstm, units = 6 }]
        train { epochs = 1, batch-size = 16, updater.learning-rate = 0.01 }
        recover.epochs = 1
        """
            .formatted(folder.resolve("store"), STEPS));
    Outcome outcome = InProcess.espalier("run", folder.resolve("x.conf").toString(), "--quiet");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    ComputationGraph exported =
        ModelSerializer.restoreComputationGraph(
            folder.resolve("store/runs/x/model.zip").toFile(), true);
    INDArray before = exported.params().dup();
    List<DataSet> data = Ramps.batches(12, BATCH, STEPS, CLASSES, 0);
    double lossBefore = exported.score(DataSet.merge(data));

    try (JavaSparkContext spark =
        new JavaSparkContext(new SparkConf().setMaster("local[2]").setAppName("averaging"))) {
      SparkComputationGraph distributed =
          new SparkComputationGraph(
              spark,
              exported,
              new ParameterAveragingTrainingMaster.Builder(2, BATCH)
                  .averagingFrequency(3)
                  .batchSizePerWorker(BATCH)
                  .rddTrainingApproach(RDDTrainingApproach.Direct)
                  .build());
      for (int epoch = 0; epoch < 2; epoch++) {
        distributed.fit(spark.parallelize(data, 2));
      }
      ComputationGraph trained = distributed.getNetwork();

      assertThat(trained.params()).isNotEqualTo(before);
      assertThat(trained.score(DataSet.merge(data))).isLessThan(lossBefore);
    }
  }
}
