package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.DataPlans;
import io.espalier.data.DatasetInfo;
import io.espalier.data.SourceFormat.Content;
import io.espalier.data.Tasks;
import io.espalier.data.join.Grouping;
import io.espalier.data.raw.Dialect;
import io.espalier.data.raw.LongText;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.model.InputException;
import io.espalier.plan.DataPlan;
import io.espalier.plan.DataPlan.CleaningPlan.BadRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether one column holds numbers or tokens is decided by all of its cells, in all files. */
class ColumnContentTest extends PreparationFixture {
  private DataPlan plan(Content content, Gaps gaps, BadRows badRows, Path... files) {
    Dialect usual = Dialect.USUAL;
    Dialect dialect =
        new Dialect(
            "auto",
            "\"",
            "",
            "",
            "UTF-8",
            new Dialect.Notation(".", usual.notation().missing(), content));
    Columns columns = new Columns(dialect, Grouping.by("id", ""), List.of("x"), "label", List.of());
    return cleaning(
        DataPlans.of(Tasks.CLASSIFICATION, DataPlans.files(new LongText(), columns, files)),
        gaps,
        badRows);
  }

  private static String rows(String first, String others) {
    StringBuilder text = new StringBuilder("id,x,label\n");
    for (int i = 0; i < 40; i++) {
      text.append("s%d,%s,%s\n".formatted(i, i == 0 ? first : others, i % 2 == 0 ? "a" : "b"));
    }
    return text.toString();
  }

  @Test
  void columnThatBeginsWithAGapHoldsNumbers() throws IOException {
    Path file = file("x.csv", rows("NA", "1.5") + "s0,2.5,a\n");
    DatasetInfo info = prepare(plan(Content.EITHER, Gaps.FORWARD_FILL, BadRows.FAIL, file)).info();
    assertThat(info.input().isTokens()).isFalse();
  }

  @Test
  void columnThatBeginsWithAnInfiniteNumberNamesIt() throws IOException {
    Path file = file("x.csv", rows("-Inf", "1.5"));
    assertThatThrownBy(() -> prepare(plan(Content.EITHER, Gaps.FAIL, BadRows.FAIL, file)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.csv:2: infinite value in x");
  }

  @Test
  void columnOfWordsHoldsTokens() throws IOException {
    Path file = file("x.csv", rows("login", "pay"));
    DatasetInfo info = prepare(plan(Content.EITHER, Gaps.FAIL, BadRows.FAIL, file)).info();
    assertThat(info.input().vocabulary()).contains("pay");
  }

  @Test
  void numbersInOneFileAndWordsInAnotherAreRefusedWithBothPlacesAndTheKey() throws IOException {
    Path numbers = file("a.csv", rows("1", "2"));
    Path words = file("b.csv", rows("NA", "pay"));
    assertThatThrownBy(() -> prepare(plan(Content.EITHER, Gaps.FAIL, BadRows.SKIP, numbers, words)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column 'x' holds 40 numbers (first '1' at a.csv:2)")
        .hasMessageContaining("39 other texts (first 'pay' at b.csv:3)")
        .hasMessageContaining("data.source.content = numbers");
    assertThat(out()).doesNotExist();
  }

  @Test
  void planSaysWhatAColumnOfBothHolds() throws IOException {
    Path file = file("x.csv", rows("pay", "404"));
    assertThat(
            prepare(plan(Content.TOKENS, Gaps.FAIL, BadRows.FAIL, file))
                .info()
                .input()
                .vocabulary())
        .contains("404");
    var skipped = prepare(plan(Content.NUMBERS, Gaps.FAIL, BadRows.SKIP, file));
    assertThat(skipped.info().input().isTokens()).isFalse();
    assertThat(skipped.bad()).singleElement().hasToString("x.csv:2: 'pay' in x is not a number");
  }
}
