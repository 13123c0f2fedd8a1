package io.espalier.app;

import io.espalier.cluster.judge.SparkEvaluator;
import io.espalier.cluster.judge.SparkScorer;
import io.espalier.cluster.prepare.SparkPreparer;
import io.espalier.cluster.rounds.SparkTrainer;
import io.espalier.cluster.spark.MemoryCheck;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.plan.Plan;
import io.espalier.run.CarriedNormaliser;
import io.espalier.run.Progress;
import io.espalier.run.Workers;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Those who do an experiment's work, on Spark. */
final class SparkWorkers {
  private SparkWorkers() {}

  static Workers of(
      SparkSession spark, Plan plan, CarriedNormaliser normaliser, Progress progress) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SparkJobs jobs = new SparkJobs(context);
    SparkEvaluator evaluator = new SparkEvaluator(jobs, plan.evaluate().batchSize());
    SparkScorer scorer =
        new SparkScorer(
            jobs,
            plan.train().rounds().replicas(),
            new SparkScorer.Calibration(
                plan.evaluate().calibration(), plan.evaluate().batchSize()));
    return new Workers(
        new SparkPreparer(spark, plan, normaliser.used(), progress),
        new SparkTrainer(jobs, evaluator, scorer, progress),
        scorer,
        evaluator,
        (layout, data) -> MemoryCheck.of(context).check(plan, layout, data),
        room(spark, plan));
  }

  /** As many stages at once as there are slots for all replicas of each. */
  private static int room(SparkSession spark, Plan plan) {
    int slots = spark.sparkContext().defaultParallelism();
    return Math.max(1, slots / plan.train().rounds().replicas());
  }
}
