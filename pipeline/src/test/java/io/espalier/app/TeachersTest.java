package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.model.InputException;
import io.espalier.run.Experiment;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that learn from another one, trained first or read from a file. */
class TeachersTest {
  private static final String LARGE = "network.layers = [{ type = lstm, units = 12 }]";

  @TempDir private Path store;

  private Experiment experiment(String... overrides) {
    return LocalSpark.experiment(LocalSpark.plan(overrides), store);
  }

  @Test
  void aTeacherOfItsOwnIsTheNetworkThatIsTrainedAlone() {
    Experiment alone = experiment(LARGE, "train.epochs = 2");
    alone.runTo(Verb.TRAIN);
    Experiment taught =
        experiment(
            "train.objective = distil", "train.teacher = { " + LARGE + ", train.epochs = 2 }");
    taught.runTo(Verb.TRAIN);
    assertThat(taught.keys().get("teacher")).isEqualTo(alone.keys().get("train"));
    assertThat(taught.seconds().keySet()).containsExactly(taught.keys().get("train").text());
    Experiment plain = experiment();
    plain.runTo(Verb.TRAIN);
    assertThat(plain.keys().get("train")).isNotEqualTo(taught.keys().get("train"));
  }

  @Test
  void aTeacherThatIsTaughtItselfIsTrainedFirst() {
    Experiment taught =
        experiment(
            "train.objective = kl",
            "train.teacher = { "
                + LARGE
                + ", train { objective = distil, teacher { "
                + LARGE
                + " } } }");
    taught.runTo(Verb.TRAIN);
    assertThat(taught.keys().keySet()).contains("teacher of teacher", "teacher", "train");
  }

  @Test
  void aTeacherFromAFileIsAsked() {
    String file = exported();
    SparkExperiment taught =
        open(
            "run.name = taught",
            "train.objective = match",
            "train.teacher = " + file,
            "recover.objective = distil",
            "recover.teacher = " + file);
    assertThat(taught.runTo(Verb.FINETUNE).json())
        .contains("\"teacher\"", "\"teacher of recovery\"", "\"level 2/2 · finetune\"");
  }

  @Test
  void teachersThatDoNotFitAreRefusedByKey() {
    String file = exported();
    refuses(
        "recover.teacher",
        "recover.objective = distil",
        "recover.teacher = " + store.resolve("none.zip"));
    refuses(
        "train.teacher: layer output gives 6 numbers, but the data has",
        "data.task = language-model",
        "data.source.format = reber",
        "train.objective = distil",
        "train.teacher = " + file);
    refuses(
        "recover.objective compares what output layers read, which are 9 numbers in the network and"
            + " 6 in recover.teacher",
        "network.layers = [{ type = lstm, units = 9 }]",
        "recover.objective = match",
        "recover.teacher = " + file);
    refuses(
        "train.teacher: network.layers",
        "train.objective = distil",
        "train.teacher.network.layers = [{ type = dense, units = 3 }]");
  }

  private void refuses(String problem, String... overrides) {
    assertThatThrownBy(() -> open(overrides).validate())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(problem);
  }

  private String exported() {
    open("export.formats = [dl4j]").runTo(Verb.EXPORT);
    Path file = store.resolve("runs/charts/model.zip");
    assertThat(Files.exists(file)).isTrue();
    return file.toString();
  }

  private SparkExperiment open(String... overrides) {
    String[] all =
        Stream.concat(Stream.of("run.store = " + store), Stream.of(overrides))
            .toArray(String[]::new);
    return SparkExperiment.open(
        LocalSpark.session(), LocalSpark.plan(all), Progress.silent(), Duration.ZERO);
  }
}
