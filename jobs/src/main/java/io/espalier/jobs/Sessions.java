package io.espalier.jobs;

import io.espalier.model.InputException;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark as whoever started the application has set it up. */
final class Sessions {
  private Sessions() {}

  /**
   * A session named after the run.
   *
   * @throws InputException if nobody said which master to use
   */
  static SparkSession open(String run) {
    if (!new SparkConf().contains("spark.master")) {
      throw new InputException(
          "no Spark master is set; start Espalier with deploy/bin/espalier, which brings its own"
              + " Spark, or with spark-submit --master");
    }
    return SparkSession.builder().appName("espalier " + run).getOrCreate();
  }

  /** Ends the process where work goes on half a minute after Spark has ended the application. */
  static ApplicationWatch watch(SparkSession spark) {
    return new ApplicationWatch(
        spark.sparkContext(),
        Duration.ofSeconds(30),
        () -> {
          System.err.println("espalier: " + ApplicationWatch.ENDED);
          System.exit(Failures.FAILED);
        });
  }
}
