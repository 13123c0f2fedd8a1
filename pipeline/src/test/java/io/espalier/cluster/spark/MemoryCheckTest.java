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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryCheckTest {
  private static final long MEGABYTE = 1 << 20;
  private static final Pattern SETTING = Pattern.compile("--conf (\\S+)=(\\d+m)");

  private final Plan plan =
      LocalSpark.plan("train.batch-size=16", "evaluate.batch-size=8", "train.replicas=2");

  /**
   * By hand: a million parameters with Adam are 12,000,000 bytes of state, a batch of 16 sequences
   * of 30 steps is 48,000 outputs of 100 units, and a replica has 400 sequences of 320 bytes.
   */
  @Test
  void isWhatComesOutByHand() {
    MemoryNeed need = MemoryNeed.of(plan, network(100, 1_000_000), data(30), 2);
    assertThat(need.executor())
        .containsExactly(
            new Part("Java and Spark", 262_144_000, 419_430_400),
            new Part("network and optimiser", 144_000_000, 24_000_000),
            new Part("received state", 24_000_000, 0),
            new Part("activations of a batch", 3_072_000, 1_536_000),
            new Part("a batch and its outputs", 7_680, 15_360),
            new Part("sequences", 256_000, 0));
    assertThat(need.driver())
        .containsExactly(
            new Part("Java and Spark", 262_144_000, 419_430_400),
            new Part("network, now and best", 36_000_000, 24_000_000),
            new Part("states of the replicas", 48_000_000, 0),
            new Part("checkpoint", 48_000_000, 0));
  }

  @Test
  void aProcessThatJustFitsFitsAndOneByteLessDoesNot() {
    long heap = 433_479_680;
    long outside = 444_981_760;
    long driver = 394_144_000;
    assertThat(fits(heap, outside, driver)).containsExactly(true, true);
    assertThat(fits(heap - 1, outside, driver)).containsExactly(false, true);
    assertThat(fits(heap, outside - 1, driver)).containsExactly(false, true);
    assertThat(fits(heap, outside, driver - 1)).containsExactly(true, false);
  }

  private List<Boolean> fits(long heap, long overhead, long driver) {
    SparkConf conf =
        conf("yarn")
            .set("spark.executor.memory", heap + "b")
            .set("spark.executor.memoryOverhead", overhead + "b");
    return new MemoryCheck(conf, "", driver, 2)
        .processes(plan, network(100, 1_000_000), data(30)).stream()
            .map(MemoryBudget::fits)
            .toList();
  }

  @Test
  void growsWithParametersUnitsBatchStepsAndReplicas() {
    ParameterLayout network = network(100, 1_000_000);
    MemoryNeed base = MemoryNeed.of(plan, network, data(30), 2);
    MemoryNeed parameters = MemoryNeed.of(plan, network(100, 1_100_000), data(30), 2);
    Plan batches = LocalSpark.plan("train.batch-size=17", "train.replicas=2");
    Plan replicas = LocalSpark.plan("train.batch-size=16", "train.replicas=3");
    for (MemoryNeed more :
        List.of(
            parameters,
            MemoryNeed.of(plan, network(101, 1_000_000), data(30), 2),
            MemoryNeed.of(plan, network, data(31), 2),
            MemoryNeed.of(batches, network, data(30), 2))) {
      assertThat(MemoryNeed.heap(more.executor())).isGreaterThan(MemoryNeed.heap(base.executor()));
      assertThat(MemoryNeed.outside(more.executor()))
          .isGreaterThan(MemoryNeed.outside(base.executor()));
    }
    for (MemoryNeed more : List.of(parameters, MemoryNeed.of(replicas, network, data(30), 2))) {
      assertThat(MemoryNeed.heap(more.driver())).isGreaterThan(MemoryNeed.heap(base.driver()));
    }
  }

  @Test
  void growsWithTasksUntilThereAreNoMoreReplicas() {
    assertThat(Stream.of(1, 2, 4).map(this::states))
        .containsExactly(72_000_000L, 144_000_000L, 144_000_000L);
  }

  private long states(int tasks) {
    return MemoryNeed.of(plan, network(100, 1_000_000), data(30), tasks).executor().stream()
        .filter(part -> part.name().equals("network and optimiser"))
        .mapToLong(Part::heap)
        .sum();
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
    ParameterLayout large = network(1_600, 10_000_000);
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

  private static ParameterLayout network(int units, int parameters) {
    return ParameterLayout.chain(
        List.of(new LayerShape("lstm-0", LayerKind.LSTM, 1, units, 1)),
        List.of(new ParameterBlock("lstm-0.W", 0, Role.INPUT_WEIGHT, 1, parameters, 0)));
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
