package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.DataPlans;
import io.espalier.cluster.prepare.SparkPreparation.Prepared;
import io.espalier.data.Sequence;
import io.espalier.data.Tasks;
import io.espalier.data.encode.Encoding;
import io.espalier.data.join.Grouping;
import io.espalier.data.join.IdScope;
import io.espalier.data.join.OrderType;
import io.espalier.data.join.StepOrder;
import io.espalier.data.raw.Dialect;
import io.espalier.data.raw.LongText;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.model.InputException;
import io.espalier.plan.DataPlan;
import io.espalier.plan.DataPlan.CleaningPlan;
import io.espalier.plan.DataPlan.CleaningPlan.BadRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Steps that stand in rows of their own. */
class StepPreparationTest extends PreparationFixture {
  private static final Grouping BY_T = Grouping.by("id", "t");

  private static DataPlan plan(Grouping grouping, BadRows badRows, Path... files) {
    Columns columns = new Columns(Dialect.USUAL, grouping, List.of("x"), "label", List.of());
    DataPlan plan =
        DataPlans.of(Tasks.CLASSIFICATION, DataPlans.files(new LongText(), columns, files));
    return DataPlans.with(plan, new CleaningPlan(Encoding.Scale.NONE, Gaps.FAIL, badRows));
  }

  /** Thirty sequences whose x counts their steps, in rows of any order. */
  private Path rows(String name, int steps, IntFunction<String> key) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      for (int t = 0; t < steps; t++) {
        rows.add("s%d,%s,%d,%s%n".formatted(i, key.apply(t), t, i % 2 == 0 ? "a" : "b"));
      }
    }
    Collections.shuffle(rows, new Random(5));
    return file(name, "id,t,x,label\n" + String.join("", rows));
  }

  private void expectInOrder(Prepared prepared, int steps) {
    List<Sequence> sequences = readAll(prepared.info());
    assertThat(sequences).hasSize(30);
    for (Sequence sequence : sequences) {
      assertThat(sequence.steps()).isEqualTo(steps);
      assertThat(sequence.values()).isSorted();
    }
  }

  @Test
  void datesOfAPatternAreInOrder() throws IOException {
    DateTimeFormatter form = DateTimeFormatter.ofPattern("M/d/yyyy h:mm a", Locale.ENGLISH);
    LocalDateTime start = LocalDateTime.of(2023, 9, 28, 21, 0);
    Path file = rows("us.csv", 14, t -> start.plusHours(7L * t).format(form));
    assertThatThrownBy(() -> prepare(plan(BY_T, BadRows.FAIL, file)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.source.order-pattern");
    StepOrder pattern = new StepOrder(OrderType.AUTO, "M/d/yyyy h:mm a");
    expectInOrder(prepare(plan(BY_T.ordered(pattern), BadRows.FAIL, file)), 14);
  }

  @Test
  void wholeNumbersBeyondADoubleAreInOrder() throws IOException {
    Path file = rows("big.csv", 9, t -> String.valueOf((1L << 60) + t));
    expectInOrder(prepare(plan(BY_T, BadRows.FAIL, file)), 9);
  }

  @Test
  void oneCellThatDoesNotFitIsABadRow() throws IOException {
    Path file = rows("n.csv", 12, String::valueOf);
    Path more = file("m.csv", "id,t,x,label\nlast,1,1,a\nlast,NaN,3,a\nlast,t2,2,a\n");
    assertThatThrownBy(() -> prepare(plan(BY_T, BadRows.FAIL, file, more)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("m.csv:3: no value in t")
        .hasMessageContaining("m.csv:4: 't2' in t");
    Prepared prepared = prepare(plan(BY_T, BadRows.SKIP, file, more));
    assertThat(prepared.badRows()).isEqualTo(2);
    assertThat(readAll(prepared.info()))
        .allSatisfy(sequence -> assertThat(sequence.values()).isSorted());
  }

  @Test
  void idsThatStartAnewInEachFileAreRefusedOrKeptApart() throws IOException {
    Path one = rows("one.csv", 3, String::valueOf);
    Path two = rows("two.csv", 3, String::valueOf);
    assertThatThrownBy(() -> prepare(plan(BY_T, BadRows.FAIL, one, two)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "ids that stand in several files, which may have numbered their sequences anew: 30")
        .hasMessageContaining("one.csv:")
        .hasMessageContaining("data.source.id-scope = file");
    Grouping apart = new Grouping("id", IdScope.FILE, "t", StepOrder.AUTO);
    List<Sequence> sequences = readAll(prepare(plan(apart, BadRows.FAIL, one, two)).info());
    assertThat(sequences).hasSize(60).extracting(Sequence::id).contains("one.csv:s0", "two.csv:s0");
    assertThat(sequences).allSatisfy(each -> assertThat(each.values()).containsExactly(0, 1, 2));
    Grouping joined = new Grouping("id", IdScope.ALL, "t", StepOrder.AUTO);
    Prepared all = prepare(plan(joined, BadRows.FAIL, one, two));
    expectInOrder(all, 6);
    assertThat(all.notes()).singleElement().asString().contains("their rows: 90, for example");
  }

  @Test
  void theOrderOfAFileIsSaid() throws IOException {
    Path file = rows("f.csv", 2, String::valueOf);
    Prepared prepared = prepare(plan(Grouping.by("id", ""), BadRows.FAIL, file));
    assertThat(prepared.notes()).anyMatch(note -> note.startsWith("without data.source.order"));
  }

  @Test
  void aNumberThatNoFloatHoldsIsRefusedWhereItStands() throws IOException {
    Path file = file("f.csv", "id,t,x,label\na,1,1,k\na,2,-1e300,k\n");
    assertThatThrownBy(() -> prepare(plan(BY_T, BadRows.FAIL, file)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("f.csv:3: -1e300 in x is too large");
  }
}
