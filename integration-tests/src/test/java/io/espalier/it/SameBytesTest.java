package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One plan on clusters of several shapes, with its configuration, data and results on HDFS. */
@ExtendWith(OnSite.class)
class SameBytesTest {
  @Test
  void doNotDependOnWhetherThereIsACluster(Site site) throws IOException, InterruptedException {
    expectSame(site, "local[2]", "--master=local[2]");
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local-cluster[1,2,1024]", "local-cluster[2,1,1024]"})
  void doNotDependOnTheMaster(String master, Site site) throws IOException, InterruptedException {
    expectSame(site, master, "--master=" + master);
  }

  @Tag("faults")
  @Test
  void doNotDependOnTheNumberOfExecutors(Site site) throws IOException, InterruptedException {
    expectSame(site, "standalone, one executor", "--conf=spark.cores.max=1");
  }

  @Tag("faults")
  @Test
  void doNotDependOnWhichAttemptComesFirst(Site site) throws IOException, InterruptedException {
    expectSame(
        site,
        "standalone, eager speculation",
        "--conf=spark.speculation=true",
        "--conf=spark.speculation.interval=10ms",
        "--conf=spark.speculation.multiplier=1.01",
        "--conf=spark.speculation.minTaskRuntime=1ms",
        "--conf=spark.speculation.quantile=0.1");
  }

  @Tag("faults")
  @Test
  void doNotDependOnWhereTheDriverRuns(Site site) throws IOException, InterruptedException {
    String layout = "standalone, driver inside the cluster";
    Case here =
        newCase(site, layout)
            .through(
                "standalone/submit",
                Map.of("MASTER", site.spark().uri(), "DEPLOY_MODE", "cluster"));
    expectSame(site, layout, here);
  }

  private static Case newCase(Site site, String layout) throws IOException {
    return site.newCase(layout.replaceAll("\\W+", "-"));
  }

  private static void expectSame(Site site, String layout, String... options)
      throws IOException, InterruptedException {
    expectSame(site, layout, newCase(site, layout), options);
  }

  private static void expectSame(Site site, String layout, Case here, String... options)
      throws IOException, InterruptedException {
    Outcome outcome = here.run(options);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    site.expectSame(layout, here);
  }
}
