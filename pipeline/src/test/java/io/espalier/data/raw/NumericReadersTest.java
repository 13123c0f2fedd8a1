package io.espalier.data.raw;

import static io.espalier.data.raw.RawReadersTest.options;
import static io.espalier.data.raw.RawReadersTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RefusedFile;
import io.espalier.data.SourceFormat.Content;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.data.join.Grouping;
import io.espalier.data.join.OrderEvidence;
import io.espalier.data.join.PieceJoin;
import io.espalier.data.raw.ReadOptions.Gaps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericReadersTest {
  private static List<Parsed> wide(String text) {
    return read("wide", options(Tasks.CLASSIFICATION, Gaps.FAIL), text);
  }

  private static List<Parsed> ts(Gaps gaps, String text) {
    return read("ts", options(Tasks.CLASSIFICATION, gaps), "@timeStamps false\n@data\n" + text);
  }

  private static List<Parsed> longText(ReadOptions.Columns columns, Task task, String text) {
    return read("long", new ReadOptions(task, columns, Gaps.FAIL, TokenUnit.WORDS, 0), text);
  }

  private static RawSequence only(List<Parsed> rows) {
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0)).isInstanceOf(RawSequence.class);
    return (RawSequence) rows.get(0);
  }

  private static String reason(List<Parsed> rows) {
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0)).isInstanceOf(BadRow.class);
    return rows.get(0).toString();
  }

  @ParameterizedTest
  @CsvSource({"'a\t1\t2'", "'a,1,2'", "'a;1;2'", "'  a   1 2'"})
  void wideFindsItsDelimiter(String row) {
    RawSequence sequence = only(wide(row + "\n"));
    assertThat(sequence.values()).containsExactly(1, 2);
    assertThat(sequence.target().label()).isEqualTo("a");
  }

  @Test
  void wideTakesMissingValuesAtTheEndAsPadding() {
    assertThat(only(wide("a,1,2,NaN,NaN\n")).values()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "'a,1,NaN,2', f:1: missing value in column 3",
    "'a,1,Infinity', f:1: infinite value in column 3",
    "'a,-inf,1', f:1: infinite value in column 2",
    "'a,1e999,1', 'f:1: ''1e999'' in column 2 is not a number'",
    "'a,', f:1: a sequence of length 0",
    "'a,oops', 'f:1: ''oops'' in column 2 is not a number'",
    "',1,2', f:1: the label is empty",
  })
  void wideNamesWhatIsWrong(String row, String reason) {
    assertThat(reason(wide(row + "\n"))).startsWith(reason);
  }

  @Test
  void wideReadsTargetsOfARegression() {
    Parsed row = read("wide", options(Tasks.REGRESSION, Gaps.FAIL), "1.5,1,2\n").get(0);
    assertThat(((RawSequence) row).target().numbers()).containsExactly(1.5);
  }

  @Test
  void tsReadsDimensionsStepByStepAndKeepsGaps() {
    RawSequence sequence = only(ts(Gaps.FORWARD_FILL, "1,2,?:4,5,6:b\n"));
    assertThat(sequence.features()).isEqualTo(2);
    assertThat(sequence.values()).containsExactly(1, 4, 2, 5, Double.NaN, 6);
    assertThat(sequence.target().label()).isEqualTo("b");
    assertThat(sequence.missing(0, 3)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'1,2:3:a', 'f:3: dimension 2 has 1 values and dimension 1 has 2'",
    "'1,?:3,4:a', f:3: missing value in dimension 1",
    "'(0,1),(1,2):a', 'f:3: the series has time stamps, which are not read'",
    "'::a', f:3: a sequence of length 0",
    "a, 'f:3: 0 dimensions where 0 are expected'",
  })
  void tsNamesWhatIsWrong(String row, String reason) {
    assertThat(reason(ts(Gaps.FAIL, row + "\n"))).startsWith(reason);
  }

  @Test
  void tsRefusesTimeStampsAndWhatIsNoTsFile() {
    ReadOptions options = options(Tasks.CLASSIFICATION, Gaps.FAIL);
    assertThat(read("ts", options, "@timeStamps true\n@data\n(0,1):a\n"))
        .singleElement()
        .isInstanceOf(RefusedFile.class)
        .asString()
        .contains("time stamps");
    assertThat(read("ts", options, "1,2,3\n"))
        .singleElement()
        .isInstanceOf(RefusedFile.class)
        .asString()
        .contains("line 1 stands before @data");
  }

  @Test
  void longWithoutAnIdMakesOneSeriesOfAFile() {
    ReadOptions.Columns columns =
        new ReadOptions.Columns("auto", "", "date", List.of("x", "y"), "", List.of("y"));
    RawSequence series =
        only(longText(columns, Tasks.FORECAST, "date;x;y\n2020-01-02;3;4\n2020-01-01;1;2\n"));
    assertThat(series.values()).containsExactly(3, 4, 1, 2);
    RawSequence joined = joined(columns, series);
    assertThat(joined.values()).containsExactly(1, 2, 3, 4);
    assertThat(joined.target().numbers()).containsExactly(2, 4);
  }

  @Test
  void joinOrdersPiecesByNumbersAndNotByText() {
    ReadOptions.Columns columns =
        new ReadOptions.Columns("auto", "id", "t", List.of("x"), "label", List.of());
    List<Parsed> rows =
        longText(
            columns, Tasks.CLASSIFICATION, "id,t,x,label\ns,10,3,a\nr,1,9,b\ns,9,2,a\ns,-1,1,a\n");
    assertThat(rows).hasSize(3);
    RawSequence joined = joined(columns, (RawSequence) rows.get(0), (RawSequence) rows.get(2));
    assertThat(joined.values()).containsExactly(1, 2, 3);
  }

  private static RawSequence joined(ReadOptions.Columns columns, RawSequence... pieces) {
    OrderEvidence evidence = new OrderEvidence();
    List.of(pieces).forEach(evidence::add);
    Grouping grouping = columns.grouping().ordered(evidence.order(columns.order()));
    return (RawSequence) only(new PieceJoin(grouping).join(List.of(pieces)));
  }

  @Test
  void longNamesAConflictOfLabels() {
    ReadOptions.Columns columns =
        new ReadOptions.Columns("auto", "id", "", List.of("x"), "label", List.of());
    List<Parsed> rows = longText(columns, Tasks.CLASSIFICATION, "id,x,label\ns,1,a\ns,2,b\n");
    assertThat(rows.get(0)).hasToString("f:3: sequence 's' has the label 'b' here and 'a' at f:2");
  }

  @Test
  void longWithoutAnIdAsksForOneWhereLabelsVary() {
    ReadOptions.Columns columns =
        new ReadOptions.Columns("auto", "", "", List.of("x"), "label", List.of());
    assertThat(longText(columns, Tasks.CLASSIFICATION, "n,x,label\ns,1,a\nt,2,b\nt,3,b\n"))
        .singleElement()
        .isInstanceOf(RefusedFile.class)
        .asString()
        .contains("f:3: the label is 'b' here and 'a' at f:2, but without data.source.id");
  }

  @Test
  void longTakesOneColumnOfWordsAsTokens() {
    ReadOptions.Columns columns =
        new ReadOptions.Columns("auto", "id", "", List.of("event"), "label", List.of());
    List<Parsed> rows =
        read(
            "long",
            new ReadOptions(Tasks.CLASSIFICATION, columns, Gaps.FAIL, TokenUnit.WORDS, 0)
                .holding(Content.TOKENS),
            "id,event,label\ns,login,a\ns,pay,a\n");
    assertThat(only(rows).tokens()).containsExactly("login", "pay");
  }

  @Test
  void longListsItsColumnsWhenOneIsUnknown() {
    ReadOptions.Columns columns =
        new ReadOptions.Columns("auto", "id", "", List.of("z"), "label", List.of());
    assertThat(longText(columns, Tasks.CLASSIFICATION, "id,x,label\ns,1,a\n"))
        .singleElement()
        .isEqualTo(
            new RefusedFile(
                "f has no column for data.source.features 'z'; its columns are id, x, label"));
  }
}
