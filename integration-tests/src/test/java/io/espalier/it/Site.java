package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * HDFS, a Spark cluster, and one small plan whose configuration and data lie on HDFS. All tests of
 * a build share it, and the result of the plan when nothing disturbs it.
 */
final class Site implements CloseableResource {
  /** The name of the plan's run. */
  static final String RUN = "charts";

  /** Processes that live for seconds. */
  private static final String QUICK = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private final Path folder;
  private final Path home;
  private final Hdfs hdfs;
  private final SparkCluster spark;
  private final String configuration;
  private final SiteFindings findings = new SiteFindings();
  private Optional<Reference> undisturbed = Optional.empty();

  private Site(Path folder) throws IOException {
    this.folder = folder;
    this.home = SparkHome.create(folder.resolve("spark-home"));
    this.hdfs = Hdfs.start(folder.resolve("hdfs"), 2);
    this.spark = SparkCluster.start(folder.resolve("spark"), home, 2);
    String data = hdfs.write("/data/charts.csv", charts());
    this.configuration =
        hdfs.write(
            "/conf/charts.conf",
            """
run { name = %s, store = "/store" }
data { source { format = wide, train = "%s" }, shards = 4 }
network.layers = [{ type = lstm, units = 8 }]
train {
  epochs = 3, batch-size = 8, replicas = 2, local-steps = 2, checkpoint.every-rounds = 2
  updater.learning-rate = 0.01
}
prune { criterion = taylor, schedule { type = cubic, levels = 2, sparsity = 0.8 } }
recover.epochs = 2
export.formats = [dl4j, compact]
"""
                .formatted(RUN, data));
  }

  static Site open() {
    try {
      Path target = Path.of("target").toAbsolutePath();
      return new Site(Files.createTempDirectory(target, "site-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Three kinds of noisy series, one a line, their label first. */
  private static String charts() {
    Random random = new Random(7);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      lines.append("abc".charAt(i % 3));
      for (int t = 0; t < 16; t++) {
        double trend = (i % 3 - 1) * t / 8.0;
        lines.append(String.format(Locale.ROOT, ",%.4f", trend + random.nextGaussian()));
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  Hdfs hdfs() {
    return hdfs;
  }

  SparkCluster spark() {
    return spark;
  }

  SiteFindings findings() {
    return findings;
  }

  /** A store of its own on HDFS for a test. */
  Case newCase(String name) throws IOException {
    return newCase(name, hdfs.uri() + "/stores/" + name);
  }

  /** A store of its own, wherever it lies. */
  Case newCase(String name, String store) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    return new Case(
        new Launcher(place, SparkHome.environment(home)),
        new EventLogs(Files.createDirectories(place.resolve("events"))),
        place,
        store,
        configuration,
        defaults());
  }

  private List<String> defaults() {
    return List.of(
        "--master=" + spark.uri(),
        "--conf=spark.executor.cores=1",
        "--conf=spark.cores.max=2",
        "--conf=spark.executor.memory=512m",
        "--conf=spark.driver.memory=512m",
        "--conf=spark.executor.extraJavaOptions=" + QUICK,
        "--conf=spark.driver.extraJavaOptions=" + QUICK,
        "--conf=spark.ui.enabled=false",
        "--conf=spark.hadoop.dfs.replication=2",
        "--conf=spark.hadoop.fs.defaultFS=" + hdfs.uri());
  }

  /**
   * The plan on the standalone cluster, when nothing happens.
   *
   * @param here its store
   * @param bytes what it came to
   */
  record Reference(Case here, Map<String, String> bytes) {}

  synchronized Reference undisturbed() throws IOException, InterruptedException {
    if (undisturbed.isEmpty()) {
      Case here = newCase("undisturbed");
      Outcome outcome = here.run();
      if (outcome.exit() != 0) {
        throw new IllegalStateException(outcome.err());
      }
      undisturbed = Optional.of(new Reference(here, here.bytes()));
    }
    return undisturbed.orElseThrow();
  }

  /** Reports a fault that a case has been through, and expects the undisturbed bytes of it. */
  void expectUndamaged(String fault, String outcome, Case here)
      throws IOException, InterruptedException {
    Map<String, String> bytes = here.bytes();
    Map<String, String> expected = undisturbed().bytes();
    int lost = here.events().roundsLost();
    findings.add(new SiteFindings.Fault(fault, outcome, lost, bytes.equals(expected)));
    assertThat(bytes).containsExactlyInAnyOrderEntriesOf(expected);
  }

  /** Reports a layout that a case was run on, and expects the undisturbed bytes of it. */
  void expectSame(String layout, Case here) throws IOException, InterruptedException {
    Map<String, String> bytes = here.bytes();
    Map<String, String> expected = undisturbed().bytes();
    findings.add(new SiteFindings.Layout(layout, bytes.equals(expected)));
    assertThat(bytes).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Override
  public void close() throws IOException {
    spark.close();
    hdfs.close();
    findings.write(Path.of("target"));
  }
}
