package io.espalier.jobs;

import io.espalier.model.InputException;
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
}
