package io.espalier.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.espalier.cluster.LocalSpark;
import io.espalier.data.Anchor;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.Input;
import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.data.DatasetInfo.Output;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.Split;
import io.espalier.data.Tasks;
import io.espalier.model.InputException;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import io.espalier.plan.Plan;
import io.espalier.run.MemoryNeed;
import io.espalier.run.MemoryNeed.Part;
import io.espalier.run.MemoryNeed.Place;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryCheckTest {
  private static final long MEGABYTE = 1 << 20;
  private static final Pattern SETTING = Pattern.compile("--conf (\\S+)=(\\d+m)");

  private final Plan plan =
      LocalSpark.plan("train.batch-size=16", "evaluate.batch-size=8", "train.replicas=2");

  @Test
  void countsTheStateTheActivationsAndTheData() {
    MemoryNeed need = MemoryNeed.of(plan, network(100, 1_000_000), data(30), 2);
    long state = 3 * 4 * 1_000_000L;
    assertThat(part(need.executor(), "network and optimiser"))
        .isEqualTo(new Part("network and optimiser", 2 * 6 * state, 2 * state));
    long cells = 4L * 100 * 30 * 16;
    assertThat(part(need.executor(), "activations of a batch"))
        .isEqualTo(new Part("activations of a batch", 2 * 8 * cells, 2 * 4 * cells));
    assertThat(part(need.executor(), "sequences").heap()).isEqualTo(2 * 400 * (200 + 4 * 30));
    assertThat(part(need.driver(), "states of the replicas").heap()).isEqualTo(4 * state);
  }

  @Test
  void growsWithTasksUntilThereAreNoMoreReplicas() {
    MemoryNeed.Network network = network(100, 1_000_000);
    long one = MemoryNeed.heap(MemoryNeed.of(plan, network, data(30), 1).executor());
    long two = MemoryNeed.heap(MemoryNeed.of(plan, network, data(30), 2).executor());
    long state =
        part(MemoryNeed.of(plan, network, data(30), 2).executor(), "network and optimiser").heap();
    long four =
        part(MemoryNeed.of(plan, network, data(30), 4).executor(), "network and optimiser").heap();
    assertThat(two).isGreaterThan(one);
    assertThat(four).isEqualTo(state);
  }

  /** Watched in executors of two tasks and in the driver: with less they ran out of memory. */
  @Test
  void agreesWithWhatWasMeasured() {
    MemoryNeed tenMillion = MemoryNeed.of(plan, network(1_570, 9_872_166), data(10), 2);
    assertThat(MemoryNeed.heap(tenMillion.executor()) / MEGABYTE).isBetween(1_600L, 2_048L);
    assertThat(MemoryNeed.heap(tenMillion.driver()) / MEGABYTE).isBetween(1_100L, 1_600L);
    MemoryNeed oneMillion = MemoryNeed.of(plan, network(490, 967_266), data(20), 2);
    assertThat(MemoryNeed.heap(oneMillion.executor()) / MEGABYTE).isBetween(232L, 512L);
  }

  @Test
  void whatIsSmallFitsInSparksDefaults() {
    for (String master : List.of("yarn", "spark://host:7077", "k8s://https://host")) {
      SparkConf conf = conf(master).set("spark.executor.memoryOverheadFactor", "0.5");
      assertThatCode(() -> check(conf, 1024).check(plan, network(64, 20_000), data(60)))
          .as(master)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yarn", "k8s://https://host", "spark://host:7077", "local-cluster[2, 2, 1024]"})
  void theSettingsItNamesWouldDo(String master) {
    SparkConf conf = conf(master).set("spark.submit.deployMode", "cluster");
    MemoryNeed.Network large = network(1_600, 10_000_000);
    InputException refused =
        catchThrowableOfType(
            () -> check(conf, 1024).check(plan, large, data(60)), InputException.class);
    assertThat(refused.problems())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("an executor, 2 tasks at once needs"))
        .anyMatch(line -> line.startsWith("the driver needs"));
    Matcher settings = SETTING.matcher(String.join(" ", refused.problems()));
    while (settings.find()) {
      conf.set(settings.group(1), settings.group(2));
    }
    long driver = conf.getSizeAsMb("spark.driver.memory");
    assertThatCode(() -> check(conf, driver).check(plan, large, data(60)))
        .doesNotThrowAnyException();
  }

  @Test
  void theOneProcessOfLocalModeIsDriverAndExecutor() {
    assertThatThrownBy(
            () -> check(conf("local[2]"), 700).check(plan, network(1_600, 10_000_000), data(60)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the process, 2 tasks at once needs")
        .hasMessageContaining("ESPALIER_MEMORY=");
  }

  @Test
  void limitsOfJavaCppCount() {
    SparkConf narrow =
        conf("spark://host:7077")
            .set("spark.executor.memory", "8g")
            .set("spark.executor.extraJavaOptions", "-Dorg.bytedeco.javacpp.maxBytes=100m");
    assertThatThrownBy(() -> check(narrow, 8192).check(plan, network(1_600, 10_000_000), data(60)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no -Dorg.bytedeco.javacpp.maxBytes in its Java options");
  }

  private static MemoryCheck check(SparkConf conf, long driverMegabytes) {
    return new MemoryCheck(conf, "", driverMegabytes * MEGABYTE, 2);
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).set("spark.master", master);
  }

  private static Part part(List<Part> parts, String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
  }

  private static MemoryNeed.Network network(int units, int parameters) {
    ParameterLayout layout =
        ParameterLayout.chain(
            List.of(new LayerShape("lstm-0", LayerKind.LSTM, 1, units, 1)),
            List.of(new ParameterBlock("lstm-0.W", 0, Role.INPUT_WEIGHT, 1, parameters, 0)));
    return new MemoryNeed.Network(layout, Place.HEAP);
  }

  private static DatasetInfo data(int steps) {
    SplitInfo split =
        new SplitInfo(
            Collections.nCopies(4, 200),
            800,
            800L * steps,
            Collections.nCopies(5, steps),
            List.of(400L, 400L),
            0);
    return new DatasetInfo(
        DatasetInfo.FORMAT,
        Tasks.CLASSIFICATION,
        new Input(List.of("x"), Normaliser.NONE, List.of()),
        new Output(List.of("a", "b"), List.of(), Normaliser.NONE, 0, Anchor.NONE),
        Map.of(Split.TRAIN, split, Split.VALIDATION, split, Split.TEST, split),
        "fingerprint");
  }
}
