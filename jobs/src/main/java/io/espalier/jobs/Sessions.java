package io.espalier.jobs;

import io.espalier.model.InputException;
import java.time.Duration;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark as whoever started the application has set it up. */
final class Sessions {
  private static final String LOOPBACK = "127.0.0.1";
  private static final long MEGABYTE = 1 << 20;

  /** Spark asks for one and a half times the 300 MB that it keeps for itself. */
  private static final long LEAST_HEAP = 450 * MEGABYTE;

  private Sessions() {}

  /**
   * A session named after the run. One whose master is this machine listens on the loopback alone,
   * where nobody said anything else.
   *
   * @throws InputException if nobody said which master to use, or Spark cannot start as it is set
   *     up
   */
  static SparkSession open(String run) {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      throw new InputException(
          "no Spark master is set; start Espalier with deploy/bin/espalier, which brings its own"
              + " Spark, or with spark-submit --master");
    }
    check(conf, Runtime.getRuntime().maxMemory());
    TemporaryFolders.of(conf).check();
    if (System.getenv("SPARK_LOCAL_IP") == null) {
      listenInside(conf);
    }
    return SparkSession.builder().config(conf).appName("espalier " + run).getOrCreate();
  }

  /** Has a driver whose executors are on this machine listen on the loopback alone. */
  static void listenInside(SparkConf conf) {
    boolean chosen =
        conf.contains("spark.driver.bindAddress") || conf.contains("spark.driver.host");
    if (conf.get("spark.master").startsWith("local") && !chosen) {
      conf.set("spark.driver.bindAddress", LOOPBACK);
      conf.set("spark.driver.host", LOOPBACK);
      // Where its web page listens, only the environment says.
      conf.setIfMissing("spark.ui.enabled", "false");
    }
  }

  /**
   * Refuses heaps that Spark does not start with.
   *
   * @param heap of this process
   */
  static void check(SparkConf conf, long heap) {
    if (heap < LEAST_HEAP) {
      throw new InputException(
          "this process has %s of heap, and Spark needs %s at least: set ESPALIER_MEMORY=512m, or --conf spark.driver.memory=512m with spark-submit"
              .formatted(megabytes(heap), megabytes(LEAST_HEAP)));
    }
    String executor = conf.get("spark.executor.memory", "1g");
    long given;
    try {
      given = conf.getSizeAsBytes("spark.executor.memory", "1g");
    } catch (NumberFormatException e) {
      throw new InputException(
          "spark.executor.memory must be a size such as 4g or 512m, got " + executor);
    }
    if (given < LEAST_HEAP) {
      throw new InputException(
          "spark.executor.memory = %s is too small: Spark needs %s at least, for example --conf spark.executor.memory=512m"
              .formatted(executor, megabytes(LEAST_HEAP)));
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
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
