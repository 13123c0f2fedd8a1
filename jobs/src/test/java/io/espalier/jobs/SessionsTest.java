package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
  private static final long MEGABYTE = 1 << 20;

  private static SparkConf conf(String master) {
    return new SparkConf(false).set("spark.master", master);
  }

  private static SparkConf listening(SparkConf conf) {
    Sessions.listenInside(conf);
    return conf;
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "local[2]", "local[*,3]", "local-cluster[2,1,1024]"})
  void aLocalSparkListensOnTheLoopbackAlone(String master) {
    SparkConf conf = listening(conf(master));
    assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
    assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
  }

  @Test
  void listensWhereTheUserSays() {
    SparkConf bound = listening(conf("local[2]").set("spark.driver.bindAddress", "0.0.0.0"));
    assertThat(bound.contains("spark.driver.host")).isFalse();
    SparkConf named = listening(conf("local[2]").set("spark.driver.host", "host-1"));
    assertThat(named.contains("spark.driver.bindAddress")).isFalse();
    SparkConf page = listening(conf("local[2]").set("spark.ui.enabled", "true"));
    assertThat(page.get("spark.ui.enabled")).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "k8s://https://host:6443", "spark://host:7077"})
  void aClusterReachesItsDriver(String master) {
    assertThat(listening(conf(master)).contains("spark.driver.bindAddress")).isFalse();
  }

  @Test
  void refusesHeapsThatSparkDoesNotStartWith() {
    assertThatThrownBy(() -> Sessions.check(conf("local"), 300 * MEGABYTE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("300 MB of heap, and Spark needs 450 MB at least")
        .hasMessageContaining("ESPALIER_MEMORY=512m");
    assertThatThrownBy(
            () ->
                Sessions.check(conf("yarn").set("spark.executor.memory", "300m"), 1024 * MEGABYTE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("spark.executor.memory = 300m is too small");
    assertThatThrownBy(
            () -> Sessions.check(conf("yarn").set("spark.executor.memory", "x"), 1024 * MEGABYTE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("spark.executor.memory must be a size such as 4g or 512m, got x");
    assertThatCode(
            () -> Sessions.check(conf("yarn").set("spark.executor.memory", "512m"), 500 * MEGABYTE))
        .doesNotThrowAnyException();
  }
}
