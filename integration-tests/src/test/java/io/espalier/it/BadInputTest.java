package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.jobs.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be worked with: exit code 2, one sentence for each problem, nothing written. */
class BadInputTest {
  private static final String ROWS = "a,1,2,3\nb,4,5,6\na,2,3,4\nb,5,6,7\na,1,3,4\nb,3,6,7\n";

  @TempDir Path folder;

  private Path store;

  @BeforeEach
  void writeConfiguration() throws IOException {
    store = folder.resolve("store");
    Files.writeString(folder.resolve("rows.csv"), ROWS);
    Files.writeString(
        folder.resolve("x.conf"),
        """
        run { name = x, store = "%s" }
        data {
          source { format = wide, train = "%s/rows.csv", test = "%s/rows.csv" }
          validation = 0.3, shards = 2
        }
        network.layers = [{ type = lstm, units = 4 }]
        train { epochs = 1, batch-size = 2 }
        recover.epochs = 1
        """
            .formatted(store, folder, folder));
  }

  private Outcome run(String... settings) {
    return command("run", settings);
  }

  private Outcome command(String command, String... settings) {
    List<String> arguments =
        new ArrayList<>(List.of(command, folder.resolve("x.conf").toString(), "--quiet"));
    Arrays.stream(settings).flatMap(set -> Stream.of("--set", set)).forEach(arguments::add);
    return InProcess.espalier(arguments.toArray(String[]::new));
  }

  /** Checks everything that bad input has in common. */
  private List<String> refused(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).isNotEmpty().allMatch(line -> line.startsWith("espalier: "));
    assertThat(outcome.err()).doesNotContain("Exception", "null", "\tat ");
    assertThat(StoreFiles.below(store.resolve("stages"))).isEmpty();
    assertThat(StoreFiles.below(store.resolve("runs"))).isEmpty();
    return outcome.problems();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.epohcs=3 | train.epohcs is not a known key; did you mean train.epochs?",
        "train.epochs=many | train.epochs must be a whole number at least 0, got 'many'",
        "prune.schedule.sparsity=1.0 | prune.schedule.sparsity must be in [0, 1), got 1",
        "prune.criterion=magnitude | prune.criterion must be one of",
      })
  void namesTheKeyThatIsWrong(String setting, String problem) throws IOException {
    assertThat(refused(run(setting))).singleElement().asString().startsWith(problem);
  }

  @Test
  void namesAllProblemsAtOnce() throws IOException {
    assertThat(refused(run("train.epohcs=3", "run.seed=x", "prune.schedule.sparsity=2")))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("train.epohcs"))
        .anyMatch(problem -> problem.contains("run.seed"))
        .anyMatch(problem -> problem.contains("prune.schedule.sparsity"));
  }

  @Test
  void namesDataThatIsNotThere() throws IOException {
    assertThat(refused(run("data.source.train=/nowhere/a.csv", "data.source.test=/nowhere/b*.csv")))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("data.source.train") && problem.contains("/a.csv"))
        .anyMatch(problem -> problem.contains("data.source.test") && problem.contains("/b*.csv"));
  }

  @ParameterizedTest
  @CsvSource({"empty.csv,''", "blank.csv,' \n\n'"})
  void namesDataThatIsEmpty(String name, String content) throws IOException {
    file(name, content);

    assertThat(refused(run("data.source.train=" + folder.resolve(name))))
        .anyMatch(problem -> problem.contains(name));
  }

  @Test
  void namesALabelOfTheTestFileThatTrainingNeverSees() throws IOException {
    Path test = file("test.csv", "a,1,2,3\nzebra,4,5,6\n");

    assertThat(refused(run("data.source.test=" + test)))
        .singleElement()
        .asString()
        .contains("zebra", "test");
  }

  @ParameterizedTest
  @CsvSource({"NaN,missing", "Infinity,infinite", "-inf,infinite", "1e400,not a number"})
  void namesFileAndLineOfAValueThatIsNoNumber(String value, String reason) throws IOException {
    Path train = file("odd.csv", ROWS + "a,1,%s,3\n".formatted(value));

    assertThat(refused(run("data.source.train=" + train)))
        .anyMatch(problem -> problem.contains("odd.csv:7") && problem.contains(reason));
  }

  @Test
  void namesFileAndLineOfASequenceOfLengthZero() throws IOException {
    Path train = file("short.csv", ROWS + "a\n");

    assertThat(refused(run("data.source.train=" + train)))
        .anyMatch(problem -> problem.contains("short.csv:7") && problem.contains("length 0"));
  }

  @Test
  void namesALabelledTextWithoutText() throws IOException {
    Path train = file("texts.csv", "text,label\ngood day,a\n,b\n");

    Outcome outcome =
        run(
            "data.source.format=labelled-text",
            "data.source.test=[]",
            "data.source.train=" + train);

    assertThat(refused(outcome))
        .anyMatch(problem -> problem.contains("texts.csv:3") && problem.contains("length 0"));
  }

  @Test
  void namesANetworkFileThatIsNotThere() throws IOException {
    assertThat(refused(given(folder.resolve("no.zip"))))
        .singleElement()
        .asString()
        .contains("network.from", "no.zip", "does not exist");
  }

  @Test
  void refusesANetworkFileThatIsNoZip() throws IOException {
    assertThat(refused(given(file("text.zip", "not a zip"))))
        .singleElement()
        .asString()
        .contains("text.zip: it is not a zip file", "network.from");
  }

  @Test
  void refusesAZipThatIsNoNetwork() throws IOException {
    assertThat(refused(given(ModelFiles.zip(folder.resolve("other.zip"), "readme.txt", "hello"))))
        .singleElement()
        .asString()
        .contains("other.zip", "not a Deeplearning4j network");
  }

  @Test
  void refusesAZipWhoseConfigurationIsNoNetwork() throws IOException {
    Path zip =
        ModelFiles.zip(
            folder.resolve("odd.zip"), "configuration.json", "{}", "coefficients.bin", "x");

    assertThat(refused(given(zip)))
        .singleElement()
        .asString()
        .contains("odd.zip, configuration.json: it describes neither");
  }

  @Test
  void refusesANetworkWhoseParametersAreDamaged() throws IOException {
    Path zip = ModelFiles.damaged(ModelFiles.lstm(folder.resolve("damaged.zip"), 1, 2));

    assertThat(refused(given(zip)))
        .singleElement()
        .asString()
        .contains("damaged.zip, coefficients.bin: it is not a row of floats");
  }

  @Test
  void namesAParameterThatIsNoNumber() throws IOException {
    Path zip = ModelFiles.withNaN(folder.resolve("diverged.zip"));

    assertThat(refused(given(zip)))
        .singleElement()
        .asString()
        .contains("diverged.zip, coefficients.bin: it holds the value NaN (number 3 of ");
  }

  @Test
  void namesTheLayerThatCannotBePruned() throws IOException {
    Path convolution = ModelFiles.withConvolution(folder.resolve("convolution.zip"));
    Path graves = ModelFiles.withGravesBidirectional(folder.resolve("graves.zip"));

    assertThat(refused(given(convolution)))
        .anyMatch(problem -> problem.contains("(Convolution1DLayer)") && problem.contains("0"));
    assertThat(refused(given(graves)))
        .anyMatch(problem -> problem.contains("(GravesBidirectionalLSTM) is not supported"));
  }

  @Test
  void namesBothWidthsOfANetworkThatDoesNotFitTheData() throws IOException {
    Path zip = ModelFiles.lstm(folder.resolve("wide.zip"), 5, 3);

    assertThat(refused(given(zip)))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("reads 5 features, but the data has 1"))
        .anyMatch(problem -> problem.contains("gives 3 numbers, but the data has 2 classes"));
  }

  private Outcome given(Path network) {
    return run("network.layers=[]", "network.from=" + network);
  }

  @Test
  void refusesAStoreThatCannotBeWrittenTo() throws IOException {
    assertThat(refused(run("run.store=" + folder.resolve("rows.csv/store"))))
        .singleElement()
        .asString()
        .startsWith("run.store must be a folder that can be written to, got file:" + folder);
  }

  @Test
  void refusesADatasetThatANewerVersionPrepared() throws IOException {
    assertThat(command("prepare").exit()).isZero();
    Path dataset = ModelFiles.newerDataset(store);

    String model = ModelFiles.lstm(folder.resolve("model.zip"), 1, 2).toString();

    Outcome run = command("run");
    Outcome predict =
        InProcess.espalier(
            "predict",
            folder.resolve("x.conf").toString(),
            "--model=" + model,
            "--input=" + dataset,
            "--output=" + folder.resolve("predictions"));

    for (Outcome outcome : List.of(run, predict)) {
      assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.problems())
          .singleElement()
          .asString()
          .contains(dataset + "/dataset.json has format 2", "formats up to 1");
    }
    assertThat(folder.resolve("predictions")).doesNotExist();
    assertThat(StoreFiles.stages(store)).hasSize(1);
    assertThat(store.resolve("runs/x/manifest.json")).doesNotExist();
  }

  @Test
  void refusesAStoreThatANewerVersionWrote() throws IOException {
    assertThat(command("prepare").exit()).isZero();
    Path manifest = store.resolve(StoreFiles.stages(store).firstKey());
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"format\" : 1", "\"format\" : 2"));
    List<Path> before = StoreFiles.below(store.resolve("stages"));

    Outcome outcome = command("run");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.problems()).singleElement().asString().contains("has format 2");
    assertThat(StoreFiles.below(store.resolve("stages"))).isEqualTo(before);
  }
}
