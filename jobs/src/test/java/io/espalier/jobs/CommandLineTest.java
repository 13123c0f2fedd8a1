package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final String FINE =
      """
      run.name = x
      data.source.format = control-charts
      network.layers = [{ type = lstm, units = 8 }]
      """;

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String file;

  @BeforeEach
  void writeConfiguration() throws IOException {
    file = folder.resolve("x.conf").toString();
    Files.writeString(folder.resolve("x.conf"), FINE);
  }

  private int espalier(String... arguments) {
    PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream problems = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Espalier.execute(arguments, new Streams(results, problems, 0));
  }

  private String result() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> complaints() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void helpGroupsTheCommandsAndShowsAnExample() {
    assertThat(espalier("--help")).isZero();
    assertThat(result())
        .containsSubsequence(
            "Usage: espalier",
            "The whole way:",
            "run ",
            "As far as one stage",
            "prepare ",
            "export ",
            "Afterwards:",
            "predict ",
            "espalier run conf/quickstart.conf --set");
    assertThat(complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validate",
        "prepare",
        "train",
        "score",
        "prune",
        "finetune",
        "evaluate",
        "export",
        "run",
        "predict",
        "report",
        "controls",
        "bench"
      })
  void everyCommandIsListedAndHasHelpOfItsOwn(String command) {
    assertThat(espalier("--help")).isZero();
    assertThat(result()).containsPattern("(?m)^  " + command + " +[A-Z]");

    assertThat(espalier(command, "--help")).isZero();
    assertThat(result()).contains("espalier " + command, "--set=KEY=VALUE", "--json", "FILE");
  }

  @Test
  void versionNamesTheApplicationAndSpark() {
    assertThat(espalier("--version")).isZero();
    assertThat(result()).startsWith("espalier ").contains("Spark 3.5");
  }

  @Test
  void refusesACommandThatDoesNotExist() {
    assertThat(espalier("prume", file)).isEqualTo(2);
    assertThat(complaints())
        .containsExactly(
            "espalier: there is no command 'prume', only run, validate, prepare, train, score,"
                + " prune, finetune, evaluate, export, report, sensitivity, controls, predict,"
                + " store, bench",
            "espalier: try 'espalier --help'");
    assertThat(result()).isEmpty();
  }

  @Test
  void asksForACommandAndForTheFile() {
    assertThat(espalier()).isEqualTo(2);
    assertThat(espalier("run")).isEqualTo(2);
    assertThat(complaints())
        .containsSequence("espalier: try 'espalier --help'")
        .contains("espalier: Missing required parameter: 'FILE'")
        .endsWith("espalier: try 'espalier run --help'");
    assertThat(complaints().get(0)).startsWith("espalier: a command is missing, one of run");
  }

  @Test
  void refusesUnknownOptionsAndMissingOnes() {
    assertThat(espalier("run", file, "--sett")).isEqualTo(2);
    assertThat(espalier("predict", file, "--model", "m.zip")).isEqualTo(2);
    assertThat(complaints())
        .contains(
            "espalier: Unknown option: '--sett'",
            "espalier: Missing required options: '--input=PATH', '--output=PATH'");
  }

  @Test
  void benchTakesEitherAConfigurationOrASuite() {
    assertThat(espalier("bench")).isEqualTo(2);
    assertThat(espalier("bench", file, "--suite", "standard")).isEqualTo(2);
    assertThat(espalier("bench", file, "--only", "A")).isEqualTo(2);
    assertThat(espalier("bench", file, "--seconds", "-1")).isEqualTo(2);
    assertThat(espalier("bench", "--suite", "standard")).isEqualTo(2);
    assertThat(complaints())
        .containsExactly(
            "espalier: bench needs either a configuration FILE or --suite NAME",
            "espalier: bench needs either a configuration FILE or --suite NAME",
            "espalier: --only and --case choose from a suite; name one with --suite",
            "espalier: --seconds must be at least 0, got -1.0",
            "espalier: bench --suite needs what stands in integration-tests; start"
                + " deploy/bin/espalier from a checkout of the sources");
  }

  @Test
  void printsEachProblemOfAConfigurationOnItsOwnLineAndNothingElse() {
    assertThat(espalier("run", file, "--set", "train.epohcs=3", "--set", "run.name=a/b"))
        .isEqualTo(2);
    assertThat(complaints())
        .containsExactly(
            "espalier: train.epohcs is not a known key; did you mean train.epochs? (--set)",
            "espalier: run.name must be letters, digits, '-', '_' and '.',"
                + " and begin with a letter, digit or '_', got 'a/b' (--set)");
    assertThat(result()).isEmpty();
  }

  @Test
  void namesFileAndLineOfAProblem() throws IOException {
    Files.writeString(folder.resolve("x.conf"), FINE + "prune.schedule.sparsity = 1.2\n");

    assertThat(espalier("validate", file)).isEqualTo(2);
    assertThat(complaints())
        .containsExactly(
            "espalier: prune.schedule.sparsity must be in [0, 1), got 1.2 (" + file + ":4)");
  }

  @Test
  void saysWhichFileDoesNotExistOrIsNone() throws IOException {
    Path binary = Files.write(folder.resolve("binary.conf"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(espalier("run", folder.resolve("no.conf").toString())).isEqualTo(2);
    assertThat(espalier("run", folder.toUri() + "no.conf")).isEqualTo(2);
    assertThat(espalier("run", folder.toString())).isEqualTo(2);
    assertThat(espalier("run", binary.toString())).isEqualTo(2);
    assertThat(complaints())
        .containsExactly(
            "espalier: the configuration file " + folder.resolve("no.conf") + " does not exist",
            "espalier: the configuration file " + folder.toUri() + "no.conf does not exist",
            "espalier: the configuration " + folder + " is a folder, not a file",
            "espalier: the configuration file is not UTF-8 text ("
                + binary
                + ":1); save it as UTF-8");
  }

  @Test
  void readsAConfigurationFromAHadoopFileSystem() {
    assertThat(ConfigurationFile.text(Path.of(file).toUri().toString())).isEqualTo(FINE);
  }

  @Test
  void tellsWhoBringsSparkIfNobodyNamesAMaster() {
    assertThat(espalier("validate", file, "--set", "run.seed=3")).isEqualTo(2);
    assertThat(complaints())
        .singleElement()
        .asString()
        .startsWith("espalier: no Spark master is set")
        .contains("deploy/bin/espalier", "spark-submit");
  }

  @Test
  void wipesTheProgressBarBeforeItComplains() {
    PrintStream problems = new PrintStream(err, true, StandardCharsets.UTF_8);
    String[] arguments = {"run", folder.resolve("no.conf").toString()};

    assertThat(Espalier.execute(arguments, new Streams(problems, problems, 80))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(ProgressBar.ERASE + "espalier: ");
  }

  @Test
  void printsAStackTraceOnlyWhenAsked() {
    assertThat(espalier("validate", file, "--stacktrace")).isEqualTo(2);
    assertThat(complaints()).anyMatch(line -> line.contains("at io.espalier.jobs."));
  }
}
