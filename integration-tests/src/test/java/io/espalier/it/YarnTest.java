package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code deploy/yarn/submit}, with configuration, data and results on HDFS. */
@Tag("faults")
@ExtendWith(OnSite.class)
class YarnTest {
  private static Yarn yarn;

  @BeforeAll
  static void start(Site site) throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    yarn = Yarn.start(Files.createTempDirectory(target, "yarn-"), site.hdfs().uri(), 2);
  }

  @AfterAll
  static void end() {
    yarn.close();
  }

  @Test
  void aDriverOutsideComesToTheBytesOfTheStandaloneCluster(Site site)
      throws IOException, InterruptedException {
    expectSame(site, "yarn, client", "client");
  }

  @Test
  void aDriverInsideComesToTheBytesOfTheStandaloneCluster(Site site)
      throws IOException, InterruptedException {
    expectSame(site, "yarn, driver inside the cluster", "cluster");
  }

  private static void expectSame(Site site, String layout, String mode)
      throws IOException, InterruptedException {
    Case here = onYarn(site.newCase(layout.replaceAll("\\W+", "-")), mode);

    Outcome outcome = start(here).outcome();

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(rounds(site.hdfs().files(), here.store()))
        .isNotEmpty()
        .allMatch(round -> round.contains("\"reduction\":\"all-reduce\""));
    site.expectSame(layout, here);
  }

  @Test
  void aDriverInsideTakesALocalConfigurationAlongAndSaysHowItEnded(Site site)
      throws IOException, InterruptedException {
    Case given = onYarn(site.newCase("yarn-mistake"), "cluster");
    Path local = given.place().resolve("mistake.conf");
    Files.writeString(local, "train.epochs = none");
    Case here = given.with(local.toString());

    Outcome outcome = start(here, "--conf=spark.yarn.maxAppAttempts=1").outcome();

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).contains("User application exited with status 2");
    assertThat(yarn.drivers(1)).contains("espalier: train.epochs must be", "mistake.conf");
  }

  @Test
  void anExecutorAndTheDriverInsideThatAreKilledAreReplaced(Site site)
      throws IOException, InterruptedException {
    Case here = onYarn(site.newCase("yarn-killed"), "cluster");
    Launcher.Running run = start(here);

    kill("YarnCoarseGrainedExecutorBackend", 2, here, run);
    kill("ApplicationMaster", 6, here, run);

    Outcome outcome = run.outcome();
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(yarn.drivers(1)).contains("Lost executor");
    assertThat(yarn.drivers(2)).containsPattern("going on from the checkpoint of round [1-9]");
    site.expectUndamaged(
        "yarn: executor killed, then the driver inside the cluster",
        "YARN replaced both, the driver went on from the checkpoint",
        here);
  }

  /** Kills a process of the run once so many rounds have been begun. */
  private static void kill(String main, int rounds, Case here, Launcher.Running run) {
    run.await(
        "round " + rounds,
        () -> Optional.of(here.events().rounds()).filter(begun -> begun >= rounds));
    Signals.kill(yarn.container(main).orElseThrow());
  }

  private static Case onYarn(Case here, String mode) {
    Map<String, String> environment = new HashMap<>(yarn.environment());
    environment.put("DEPLOY_MODE", mode);
    environment.put("EXECUTORS", "2");
    environment.put("EXECUTOR_CORES", "1");
    return here.through("yarn/submit", environment);
  }

  private static Launcher.Running start(Case here, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--conf=spark.yarn.jars=local:%s,local:%s"
                    .formatted(SparkHome.JARS, SparkHome.YARN_JARS),
                "--conf=spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1",
                "--conf=spark.yarn.appMasterEnv.JAVA_HOME=" + System.getProperty("java.home"),
                "--conf=spark.executorEnv.JAVA_HOME=" + System.getProperty("java.home"),
                "--conf=spark.executor.memoryOverhead=512m",
                "--conf=spark.driver.memoryOverhead=512m"));
    options.addAll(List.of(more));
    return here.start(options);
  }

  /** What is written of each round of training. */
  private static List<String> rounds(FileSystem files, String store) throws IOException {
    List<String> rounds = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all =
        files.listFiles(new org.apache.hadoop.fs.Path(store), true);
    while (all.hasNext()) {
      LocatedFileStatus file = all.next();
      if (file.getPath().getName().equals("rounds.jsonl")) {
        try (InputStream content = files.open(file.getPath())) {
          new String(content.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(rounds::add);
        }
      }
    }
    return rounds;
  }
}
