package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplicationWatchTest {
  private SparkContext spark;

  @BeforeEach
  void start() {
    spark =
        new SparkContext(
            new SparkConf()
                .setMaster("local[1]")
                .setAppName("watched")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  @Test
  void workThatWaitsForAnEndedApplicationIsEnded() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (ApplicationWatch watch =
        new ApplicationWatch(spark, Duration.ofMillis(50), ended::countDown)) {
      boolean waited =
          watch.over(
              () -> {
                spark.stop();
                return awaits(ended);
              });
      assertThat(waited).isTrue();
    }
  }

  @Test
  void saysThatSparkEndedTheApplication() {
    AtomicInteger ends = new AtomicInteger();
    try (ApplicationWatch watch =
        new ApplicationWatch(spark, Duration.ofMinutes(1), ends::incrementAndGet)) {
      spark.stop();
      assertThatThrownBy(
              () ->
                  watch.over(
                      () -> {
                        throw new IllegalArgumentException("after the end");
                      }))
          .hasMessage(ApplicationWatch.ENDED)
          .hasSuppressedException(new IllegalArgumentException("after the end"));
    }
    assertThat(ends).hasValue(0);
  }

  @Test
  void leavesOtherFailuresAndAnApplicationThatIsStoppedAfterItsWorkAlone()
      throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (ApplicationWatch watch =
        new ApplicationWatch(spark, Duration.ofMillis(1), ended::countDown)) {
      assertThatThrownBy(
              () ->
                  watch.over(
                      () -> {
                        throw new IllegalArgumentException("its own");
                      }))
          .isInstanceOf(IllegalArgumentException.class);
    }
    spark.stop();
    assertThat(ended.await(200, TimeUnit.MILLISECONDS)).isFalse();
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
