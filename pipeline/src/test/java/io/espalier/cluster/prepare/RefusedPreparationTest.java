package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.DataPlans;
import io.espalier.cluster.prepare.SparkPreparation.Prepared;
import io.espalier.data.Tasks;
import io.espalier.data.raw.LabelledText;
import io.espalier.data.raw.LongText;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.data.raw.WideText;
import io.espalier.model.InputException;
import io.espalier.plan.DataPlan;
import io.espalier.plan.DataPlan.CleaningPlan.BadRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedPreparationTest extends PreparationFixture {
  @Test
  void badRowsStopThePreparationWithNothingWritten() throws IOException {
    Path data = file("bad.tsv", wide(30) + "odd\tx\nodd\tInf\nodd\n" + "odd\ty\n".repeat(10));
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION, DataPlans.files(new WideText(), DataPlans.NO_COLUMNS, data));
    assertThatThrownBy(() -> prepare(plan))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> {
              assertThat(e.problems()).hasSize(11);
              assertThat(e.problems().get(0)).startsWith("13 bad rows, the first 10 are named");
              assertThat(e.problems().get(1))
                  .isEqualTo("bad.tsv:31: 'x' in column 2 is not a number");
              assertThat(e.problems().get(2)).isEqualTo("bad.tsv:32: infinite value in column 2");
              assertThat(e.problems().get(3)).startsWith("bad.tsv:33: a sequence of length 0");
            });
    assertThat(out()).doesNotExist();
  }

  @Test
  void badRowsAreSkippedAndReportedWhereThePlanSaysSo() throws IOException {
    Path data = file("bad.tsv", wide(30) + "odd\tx\n" + wide(30));
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION, DataPlans.files(new WideText(), DataPlans.NO_COLUMNS, data));
    Prepared prepared = prepare(cleaning(plan, Gaps.FAIL, BadRows.SKIP));
    assertThat(prepared.badRows()).isEqualTo(1);
    assertThat(prepared.bad())
        .singleElement()
        .hasToString("bad.tsv:31: 'x' in column 2 is not a number");
    assertThat(readAll(prepared.info())).hasSize(60);
  }

  @Test
  void labelThatTrainingNeverSeesIsNamed() throws IOException {
    Path train = file("train.tsv", wide(30));
    Path test = file("test.tsv", "odd\t1\t2\nthird\t1\t2\n");
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION,
            DataPlans.withTest(DataPlans.files(new WideText(), DataPlans.NO_COLUMNS, train), test));
    assertThatThrownBy(() -> prepare(plan))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'third' of the test split (test.tsv:2)");
    assertThat(out()).doesNotExist();
  }

  @Test
  void unknownColumnOfAFileIsNamedOnTheDriver() throws IOException {
    Columns columns = new Columns("auto", "", "", List.of("question"), "", List.of());
    Path data = file("train.csv", "text,category\nhello,a\n");
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(
                        Tasks.CLASSIFICATION, DataPlans.files(new LabelledText(), columns, data))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "train.csv has no column for data.source.text 'question'; its columns are text,"
                + " category");
  }

  @Test
  void forecastOfTokensIsRefused() throws IOException {
    Path data = file("log.csv", "event,y\n" + "login,1\npay,2\n".repeat(20));
    Columns columns = new Columns("auto", "", "", List.of("event"), "", List.of("y"));
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(Tasks.FORECAST, DataPlans.files(new LongText(), columns, data))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("log.csv:2: 'login' in event is not a number");
  }

  @Test
  void splitWithoutSequencesIsRefusedAndTakenBack() throws IOException {
    Path data = file("one.tsv", "a\t1\t2\n");
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION, DataPlans.files(new WideText(), DataPlans.NO_COLUMNS, data));
    assertThatThrownBy(() -> prepare(plan))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("split has no sequences");
    assertThat(out().resolve("train")).doesNotExist();
  }
}
