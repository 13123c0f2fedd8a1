package io.espalier.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a user runs it: processes, files, exit codes. Later tests build on the first. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {
  private static final List<String> FILES =
      List.of("model.zip", "model-compact.zip", "summary.json", "stages.json");

  @TempDir static Path folder;

  private static Launcher launcher;
  private static Outcome first;

  @BeforeAll
  static void runOnce() throws IOException, InterruptedException {
    launcher = new Launcher(folder);
    Files.writeString(
        folder.resolve("tiny.conf"),
        """
        run { name = tiny, store = first }
        data { source { format = control-charts, count = 200, length = 30 }, shards = 4 }
        network.layers = [{ type = lstm, units = 8 }]
        train { epochs = 2, batch-size = 16, local-steps = 4, updater.learning-rate = 0.01 }
        prune.schedule { type = cubic, levels = 2, sparsity = 0.8 }
        recover.epochs = 1
        export.formats = [dl4j, compact]
        """);
    first = launcher.run("run", "tiny.conf");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Path run(String store, String name) {
    return folder.resolve(store).resolve("runs").resolve(name);
  }

  @Test
  @Order(1)
  void succeedsAndPrintsTheSummaryOnly() {
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out()).contains("tiny (seed 7)", "dense", "level 2", "80.00 %", "report.html");
    assertThat(first.err()).contains("tiny · train").doesNotContain("Exception", " WARN ");
  }

  @Test
  @Order(2)
  void writesTheSummaryForPrograms() throws IOException {
    JsonNode summary = json(Files.readString(run("first", "tiny").resolve("summary.json")));

    assertThat(keys(summary))
        .containsExactlyInAnyOrder("run", "seed", "dense", "levels", "final", "artifacts");
    assertThat(keys(summary.get("dense")))
        .containsExactlyInAnyOrder(
            "metrics", "test", "parameters", "macs-per-step", "training", "classes", "confusions");
    assertThat(summary.get("levels")).hasSize(2);
    for (JsonNode level : summary.get("levels")) {
      assertThat(keys(level))
          .containsExactlyInAnyOrder(
              "level",
              "granularity",
              "sparsity",
              "weights-pruned",
              "metrics",
              "kl-to-dense",
              "reverse-kl-to-dense",
              "agreement",
              "before-recovery");
    }
    JsonNode last = summary.get("final");
    assertThat(keys(last))
        .containsExactlyInAnyOrder(
            "sparsity",
            "metrics",
            "test",
            "parameters",
            "nonzeros",
            "macs-per-step",
            "training-multiply-adds",
            "bytes",
            "training",
            "fidelity",
            "classes",
            "confusions");
    assertThat(keys(last.get("test"))).containsExactlyElementsOf(keys(last.get("metrics")));
    assertThat(keys(last.get("metrics"))).contains("accuracy", "macro-f1", "log-loss");
    assertThat(last.get("sparsity").asDouble()).isEqualTo(0.8);
    // LSTM: 1 * 32 + 8 * 32 weights, 32 biases; output: 8 * 6 weights, 6 biases.
    assertThat(summary.get("dense").get("parameters").asInt()).isEqualTo(288 + 32 + 48 + 6);
    for (JsonNode file : summary.get("artifacts")) {
      assertThat(run("first", "tiny").resolve(file.asText())).exists();
    }
    assertThat(Files.readString(run("first", "tiny").resolve("report.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("tiny", "<svg");
  }

  @Test
  @Order(3)
  void runningItAgainComputesNothing() throws IOException, InterruptedException {
    var stages = StoreFiles.stages(folder.resolve("first"));
    byte[] summary = Files.readAllBytes(run("first", "tiny").resolve("summary.json"));

    Outcome again = launcher.run("run", "tiny.conf");
    Outcome program = launcher.run("run", "tiny.conf", "--json");

    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(program.exit()).as(program.err()).isZero();
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(json(program.out())).isEqualTo(json(new String(summary, UTF_8)));
    assertThat(StoreFiles.stages(folder.resolve("first"))).isEqualTo(stages).isNotEmpty();
    assertThat(run("first", "tiny").resolve("summary.json")).hasBinaryContent(summary);
    assertThat(again.err()).doesNotContain("epoch");
  }

  @Test
  @Order(4)
  void oneCoreAndSparkSubmitGiveTheSameBytes() throws IOException, InterruptedException {
    Outcome one =
        launcher.run("--master", "local[1]", "run", "tiny.conf", "--set", "run.store=second");
    Outcome two = launcher.run("run", "tiny.conf", "--master=local[2]", "--set", "run.store=third");

    assertThat(one.exit()).as(one.err()).isZero();
    assertThat(two.exit()).as(two.err()).isZero();
    assertThat(tables(one)).isEqualTo(tables(first));
    assertThat(tables(two)).isEqualTo(tables(first));
    for (String file : FILES) {
      Path expected = run("first", "tiny").resolve(file);
      assertThat(run("second", "tiny").resolve(file)).hasSameBinaryContentAs(expected);
      assertThat(run("third", "tiny").resolve(file)).hasSameBinaryContentAs(expected);
    }
    assertThat(StoreFiles.stages(folder.resolve("second")).keySet())
        .isEqualTo(StoreFiles.stages(folder.resolve("first")).keySet());
  }

  private static String tables(Outcome outcome) {
    return outcome.out().substring(0, outcome.out().indexOf("\nreport "));
  }

  @Test
  @Order(5)
  void unitsAreRemovedForRealAndTheTrainingIsShared() throws IOException, InterruptedException {
    var before = StoreFiles.stages(folder.resolve("first"));

    Outcome units =
        launcher.run(
            "run",
            "tiny.conf",
            "--set",
            "run.name=units",
            "--set",
            "prune.granularity=unit",
            "--set",
            "prune.schedule.sparsity=0.5");

    assertThat(units.exit()).as(units.err()).isZero();
    assertThat(units.err()).contains("finetune").doesNotContain("units · train");
    assertThat(StoreFiles.stages(folder.resolve("first"))).containsAllEntriesOf(before);
    JsonNode last =
        json(Files.readString(run("first", "units").resolve("summary.json"))).get("final");
    // 4 units: 1 * 16 + 4 * 16 weights, 16 biases; output: 4 * 6 weights, 6 biases.
    assertThat(last.get("parameters").asInt()).isEqualTo(80 + 16 + 24 + 6);
  }

  @Test
  @Order(6)
  void deeplearning4jAloneReadsWhatWasExported() throws IOException, InterruptedException {
    Path weights = run("first", "tiny").resolve("model.zip");
    Path compactWeights = run("first", "tiny").resolve("model-compact.zip");
    Path units = run("first", "units").resolve("model.zip");
    Path compactUnits = run("first", "units").resolve("model-compact.zip");

    List<String> found = plainJava(weights, compactWeights, units, compactUnits);

    int nonzeros =
        json(Files.readString(run("first", "tiny").resolve("summary.json")))
            .get("final")
            .get("nonzeros")
            .asInt();
    assertThat(found.get(0)).isEqualTo("espalier absent");
    // 80 % of 336 weights are 269 (268.8 rounded); the two charts' probabilities sum to two.
    assertThat(found.get(1))
        .isEqualTo(
            "parameters 374 mask 374 nonzeros %d pruned 269 alive 0 classes 6 sum 2.000"
                .formatted(nonzeros));
    assertThat(found.get(2)).contains(" alive 0 classes 6 sum 2.000");
    assertThat(found.get(3))
        .startsWith("parameters 374 mask 374 ")
        .contains(" alive 0 classes 6 sum 2.000");
    assertThat(found.get(4))
        .startsWith("parameters 126 mask 126 ")
        .endsWith(" pruned 0 alive 0 classes 6 sum 2.000");
    assertThat(Files.size(compactUnits)).isLessThan(Files.size(units));
  }

  @Test
  @Order(7)
  void promotesWhatIsAsRequiredAndNothingElse() throws IOException, InterruptedException {
    Outcome refused =
        launcher.run(
            "run",
            "tiny.conf",
            "--set",
            "export.to=models",
            "--set",
            "evaluate.require.quality-loss=-0.99");
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.out()).contains("quality-loss", "at most -0.9900");
    assertThat(refused.problems())
        .singleElement()
        .asString()
        .contains("evaluate.require.quality-loss asks for at most -0.99");
    assertThat(folder.resolve("models/current")).doesNotExist();

    Outcome met =
        launcher.run(
            "run",
            "tiny.conf",
            "--set",
            "export.to=models",
            "--set",
            "evaluate.require.quality-loss=0.99");
    assertThat(met.exit()).as(met.err()).isZero();
    Path current =
        folder
            .resolve("models")
            .resolve(Files.readString(folder.resolve("models/current")).strip());
    assertThat(current.resolve("model.zip"))
        .hasSameBinaryContentAs(run("first", "tiny").resolve("model.zip"));
    assertThat(current.resolve("summary.json"))
        .hasSameTextualContentAs(run("first", "tiny").resolve("summary.json"));
  }

  /**
   * Lines that a program prints which has Deeplearning4j on its class path, and nothing of ours.
   */
  private static List<String> plainJava(Path... models) throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .filter(entry -> !entry.matches(".*(espalier-|/spark-|dl4j-spark|hadoop-|scala-).*"))
            .collect(Collectors.joining(File.pathSeparator));
    Path out = folder.resolve("plain.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classPath,
                Path.of("src/test/plain/ReadModel.java").toAbsolutePath().toString()));
    Arrays.stream(models).map(Path::toString).forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("plain-err.txt").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("plain-err.txt"))).isZero();
    return Files.readAllLines(out);
  }
}
