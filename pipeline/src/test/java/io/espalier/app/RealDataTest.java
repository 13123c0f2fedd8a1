package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.espalier.cluster.DataPlans;
import io.espalier.cluster.prepare.SparkPreparation;
import io.espalier.cluster.prepare.SparkPreparation.Prepared;
import io.espalier.data.Anchor;
import io.espalier.data.Split;
import io.espalier.data.Tasks;
import io.espalier.data.raw.LabelledText;
import io.espalier.data.raw.LongText;
import io.espalier.data.raw.PlainText;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.TokenUnit;
import io.espalier.data.raw.TsFile;
import io.espalier.data.raw.WideText;
import io.espalier.plan.DataPlan;
import io.espalier.plan.DataPlan.SplitPlan;
import io.espalier.plan.DataPlan.TokenPlan;
import io.espalier.plan.DataPlan.WindowPlan;
import io.espalier.run.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepares public datasets, where they lie beside the project. */
class RealDataTest {
  private static final Path DATA = Path.of("..", "..", "shared", "data");
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    assumeTrue(Files.isDirectory(DATA), "public datasets are not here");
    spark = SparkSession.builder().master("local[2]").appName("real-data").getOrCreate();
  }

  @AfterAll
  static void stop() {
    if (Files.isDirectory(DATA)) {
      spark.stop();
    }
  }

  private Prepared prepare(DataPlan plan) {
    return SparkPreparation.prepare(
        spark, "test", plan, 7, Optional.empty(), folder.toString(), Progress.silent(), info -> {});
  }

  @Test
  void readsSyntheticControl() {
    Path data = DATA.resolve("synthetic-control");
    Prepared prepared =
        prepare(
            DataPlans.of(
                Tasks.CLASSIFICATION,
                DataPlans.withTest(
                    DataPlans.files(
                        new WideText(),
                        DataPlans.NO_COLUMNS,
                        data.resolve("SyntheticControl_TRAIN.tsv")),
                    data.resolve("SyntheticControl_TEST.tsv"))));
    assertThat(prepared.info().output().classes()).containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(prepared.info().split(Split.TEST).sequences()).isEqualTo(300);
    assertThat(prepared.info().split(Split.TRAIN).lengths()).containsOnly(60);
  }

  @Test
  void readsJapaneseVowels() {
    Path data = DATA.resolve("japanese-vowels");
    Prepared prepared =
        prepare(
            DataPlans.of(
                Tasks.CLASSIFICATION,
                DataPlans.withTest(
                    DataPlans.files(
                        new TsFile(),
                        DataPlans.NO_COLUMNS,
                        data.resolve("JapaneseVowels_TRAIN.ts")),
                    data.resolve("JapaneseVowels_TEST.ts"))));
    assertThat(prepared.info().input().features()).hasSize(12);
    assertThat(prepared.info().output().classes()).hasSize(9);
    assertThat(prepared.info().split(Split.TEST).sequences()).isEqualTo(370);
    assertThat(prepared.info().split(Split.TEST).lengths()).startsWith(7).endsWith(29);
  }

  @Test
  void readsBanking() {
    Path data = DATA.resolve("banking77");
    Prepared prepared =
        prepare(
            DataPlans.of(
                Tasks.CLASSIFICATION,
                DataPlans.withTest(
                    DataPlans.files(
                        new LabelledText(), DataPlans.NO_COLUMNS, data.resolve("train.csv")),
                    data.resolve("test.csv"))));
    assertThat(prepared.info().output().classes()).hasSize(77);
    assertThat(prepared.info().split(Split.TEST).sequences()).isEqualTo(3080);
    assertThat(
            prepared.info().split(Split.TRAIN).sequences()
                + prepared.info().split(Split.VALIDATION).sequences())
        .isEqualTo(10_003);
  }

  @Test
  void readsTinyShakespeare() {
    DataPlan plan =
        DataPlans.of(
            Tasks.LANGUAGE_MODEL,
            DataPlans.files(
                new PlainText(), DataPlans.NO_COLUMNS, DATA.resolve("tinyshakespeare/input.txt")));
    plan = DataPlans.with(plan, new WindowPlan(50, 50, 1, 0, Anchor.NONE));
    plan = DataPlans.with(plan, new SplitPlan(0.05, 0.05, 16));
    Prepared prepared =
        prepare(DataPlans.with(plan, new TokenPlan(TokenUnit.CHARACTERS, 20_000, 1, 0)));
    assertThat(prepared.info().input().vocabulary()).hasSize(66);
    long steps = 0;
    for (Split split : Split.values()) {
      steps += prepared.info().split(split).steps();
    }
    assertThat(steps).isEqualTo(1_115_394 - 3);
  }

  @Test
  void dividesEtth1ByTimeAsUsual() {
    Columns columns =
        new Columns(
            "auto",
            "",
            "date",
            List.of("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"),
            "",
            List.of("OT"));
    DataPlan plan =
        DataPlans.of(
            Tasks.FORECAST,
            DataPlans.files(new LongText(), columns, DATA.resolve("etth1/ETTh1.csv")));
    Prepared prepared =
        prepare(DataPlans.with(plan, new WindowPlan(96, 1, 24, 14_400, Anchor.NONE)));
    assertThat(prepared.info().split(Split.TRAIN).sequences()).isEqualTo(8640 - 96 - 24 + 1);
    assertThat(prepared.info().split(Split.VALIDATION).sequences()).isEqualTo(2880);
    assertThat(prepared.info().split(Split.TEST).sequences()).isEqualTo(2880);
  }
}
