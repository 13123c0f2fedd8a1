package io.espalier.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;

/**
 * Notices that Spark ends the application under work that is not done, as a cluster does that
 * cannot start executors or removes the application. Work that does not fail of it in time waits
 * for something that never comes, and is ended.
 */
final class ApplicationWatch extends SparkListener implements AutoCloseable {
  static final String ENDED =
      "Spark ended the application before its work was done; the lines that Spark logged above say"
          + " why, and the cluster's pages have the logs of executors that did not start";

  private final CountDownLatch done = new CountDownLatch(1);
  private final SparkContext spark;
  private final Duration grace;
  private final Runnable end;

  /**
   * @param grace for work to fail by itself
   * @param end of work that did not
   */
  ApplicationWatch(SparkContext spark, Duration grace, Runnable end) {
    this.spark = spark;
    this.grace = grace;
    this.end = end;
    spark.addSparkListener(this);
  }

  /**
   * Work on the application.
   *
   * @throws IllegalStateException if it failed after the application had ended
   */
  <T> T over(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (!spark.isStopped()) {
        throw e;
      }
      IllegalStateException cause = new IllegalStateException(ENDED);
      cause.addSuppressed(e);
      throw cause;
    }
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd event) {
    if (done.getCount() == 0) {
      return;
    }
    Thread waiting = new Thread(this::endLateWork, "espalier-application-watch");
    waiting.setDaemon(true);
    waiting.start();
  }

  private void endLateWork() {
    try {
      if (!done.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        end.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
  }
}
