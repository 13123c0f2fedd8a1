package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.cluster.DataPlans;
import io.espalier.data.Anchor;
import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetSummary;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Target;
import io.espalier.data.Tasks;
import io.espalier.data.encode.Encoding;
import io.espalier.data.raw.LongText;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.data.raw.TsFile;
import io.espalier.metric.Outputs;
import io.espalier.metric.Tally;
import io.espalier.model.InputException;
import io.espalier.plan.DataPlan;
import io.espalier.plan.DataPlan.CleaningPlan;
import io.espalier.plan.DataPlan.CleaningPlan.BadRows;
import io.espalier.plan.DataPlan.WindowPlan;
import io.espalier.store.DatasetFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesPreparationTest extends PreparationFixture {
  @Test
  void joinsLongRowsAcrossFilesInTheirOrder() throws IOException {
    StringBuilder one = new StringBuilder("id,t,x,label\n");
    StringBuilder other = new StringBuilder("id,t,x,label\n");
    for (int i = 0; i < 30; i++) {
      other.append("s%d,1,%d,k%d\n".formatted(i, i, i % 2));
      one.append("s%d,10,%d,k%d\n".formatted(i, i + 9, i % 2));
      one.append("s%d,2,%d,k%d\n".formatted(i, i + 1, i % 2));
    }
    Columns columns = new Columns("auto", "id", "t", List.of("x"), "label", List.of());
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION,
            DataPlans.files(
                new LongText(),
                columns,
                file("one.csv", one.toString()),
                file("other.csv", other.toString())));
    plan = DataPlans.with(plan, new CleaningPlan(Encoding.Scale.NONE, Gaps.FAIL, BadRows.FAIL));
    List<Sequence> sequences = readAll(prepare(plan).info());
    assertThat(sequences).hasSize(30);
    assertThat(sequences)
        .allSatisfy(
            sequence -> {
              float i = Float.parseFloat(sequence.id().substring(1));
              assertThat(sequence.values()).containsExactly(i, i + 1, i + 9);
            });
  }

  @Test
  void preparesAForecastByTime() throws IOException {
    StringBuilder text = new StringBuilder("date,a,b\n");
    for (int i = 0; i < 100; i++) {
      text.append("2020-01-%02d %02d:00,%d,%d\n".formatted(1 + i / 24, i % 24, i, -i));
    }
    Columns columns = new Columns("auto", "", "date", List.of("a", "b"), "", List.of("b"));
    DataPlan plan =
        DataPlans.of(
            Tasks.FORECAST,
            DataPlans.files(new LongText(), columns, file("series.csv", text.toString())));
    DatasetInfo info =
        prepare(DataPlans.with(plan, new WindowPlan(5, 1, 3, 0, Anchor.NONE))).info();
    assertThat(info.output().targets()).containsExactly("b");
    assertThat(info.output().horizon()).isEqualTo(3);
    assertThat(info.split(Split.TRAIN).sequences()).isEqualTo(60 - 5 - 3 + 1);
    assertThat(info.split(Split.VALIDATION).sequences()).isEqualTo(20);
    assertThat(info.split(Split.TEST).sequences()).isEqualTo(20);
    Sequence first =
        read(info, Split.TRAIN).stream()
            .filter(sequence -> sequence.id().equals("series.csv:000000"))
            .findFirst()
            .orElseThrow();
    float target = ((Target.Values) first.target()).values()[0];
    assertThat(
            target * info.output().normaliser().deviation()[0]
                + info.output().normaliser().mean()[0])
        .isBetween(-7.001, -6.999);
  }

  @Test
  void persistenceIsAsGoodForADifferencedForecast() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 100; i++) {
      text.append("%s,%s\n".formatted(Math.sin(i), 50 + i + 3 * Math.cos(i)));
    }
    Columns columns = new Columns("auto", "", "", List.of("a", "b"), "", List.of("b"));
    DataPlan plan =
        DataPlans.of(
            Tasks.FORECAST,
            DataPlans.files(new LongText(), columns, file("b.csv", text.toString())));
    WindowPlan windows = new WindowPlan(5, 1, 3, 0, Anchor.NONE);
    DatasetInfo levels = prepare(DataPlans.with(plan, windows)).info();
    List<Sequence> before = read(levels, Split.TEST);
    windows = new WindowPlan(5, 1, 3, 0, Anchor.LAST_STEP);
    DatasetInfo changes = prepare(DataPlans.with(plan, windows)).info();
    assertThat(DatasetFile.read(spark.sparkContext().hadoopConfiguration(), out().toString()))
        .extracting(read -> read.output().anchor())
        .isEqualTo(Anchor.LAST_STEP);
    assertThat(changes.output().targets()).containsExactly("b");
    assertThat(DatasetSummary.lines(changes)).contains("output      change of b, 3 steps ahead");
    assertThat(read(changes, Split.TEST))
        .hasSize(20)
        .allSatisfy(each -> assertThat(each.values()).endsWith(0, 0));
    Map<String, Double> persistence = silence(changes, read(changes, Split.TEST));
    for (String error : List.of("rmse", "mae")) {
      double usual = silence(levels, before).get("persistence-" + error);
      assertThat(usual).isGreaterThan(1);
      assertThat(persistence.get("persistence-" + error)).isCloseTo(usual, within(1e-5));
      assertThat(persistence.get(error)).isEqualTo(persistence.get("persistence-" + error));
    }
  }

  /** Metrics of a network that always says 0. */
  private static Map<String, Double> silence(DatasetInfo info, List<Sequence> sequences) {
    Outputs zeros = new Outputs(sequences.size(), 1, new float[sequences.size()]);
    return Tally.of(info).add(zeros, Batch.of(sequences)).values();
  }

  @Test
  void preparesTsFilesOfVariableLengthWithGapsFilled() throws IOException {
    String rows = "1,2,3:4,?,6:x\n1:2:y\n".repeat(20);
    Path data = file("a.ts", "@dimensions 2\n@classLabel true x y\n@data\n" + rows);
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION, DataPlans.files(new TsFile(), DataPlans.NO_COLUMNS, data));
    assertThatThrownBy(() -> prepare(plan))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.ts:4: missing value in dimension 2");
    DatasetInfo info = prepare(cleaning(plan, Gaps.FORWARD_FILL, BadRows.FAIL)).info();
    assertThat(info.split(Split.TRAIN).missing()).isPositive();
    assertThat(info.split(Split.TRAIN).lengths()).startsWith(1).endsWith(3);
    assertThat(readAll(info))
        .allSatisfy(sequence -> assertThat(sequence.values()).doesNotContain(Float.NaN));
  }
}
