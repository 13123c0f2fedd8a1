package io.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.Plan;
import io.espalier.plan.PlanReader;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.Progress;
import io.espalier.run.Stage;
import io.espalier.run.Workers;
import io.espalier.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  @TempDir private Path temporary;

  @Test
  void runs() {
    Plan plan =
        PlanReader.read(
            """
            run { name = charts }
            data { source { format = control-charts, count = 600 } }
            network { layers = [ { type = lstm, units = 32 } ] }
            train { epochs = 15, batch-size = 16, updater { learning-rate = 0.01 } }
            prune { schedule { type = cubic, levels = 3, sparsity = 0.9 } }
            recover { epochs = 5 }
            """,
            "test",
            List.of());
    Progress progress =
        new Progress() {
          @Override
          public void begin(String title, long total) {
            System.out.println("BEGIN " + title + " " + total);
          }

          @Override
          public void advance(long done, String detail) {
            System.out.println("  " + done + " " + detail);
          }

          @Override
          public void end(String outcome) {
            System.out.println("END " + outcome);
          }

          @Override
          public void say(String line) {
            System.out.println(line);
          }
        };
    SparkSession spark = SparkSession.builder().master("local[2]").appName("test").getOrCreate();
    SparkJobs jobs = new SparkJobs(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    SparkEvaluator evaluator = new SparkEvaluator(jobs, 32);
    Workers workers =
        new Workers(
            new SparkPreparer(spark, plan, progress),
            new SparkTrainer(jobs, evaluator, progress),
            new SparkScorer(jobs, 2, new SparkScorer.Calibration(512, 32)),
            evaluator);
    Experiment experiment =
        Experiment.of(
            plan,
            Store.open(temporary.toUri().toString(), new Configuration()),
            Optional.empty(),
            workers,
            progress);
    Findings findings = experiment.runTo(Stage.EVALUATE);
    System.out.println(findings.denseEvaluations());
    System.out.println(findings.evaluations());
    System.out.println(findings.test());
    assertThat(findings.test()).isPresent();
  }
}
