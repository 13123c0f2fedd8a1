package io.espalier.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RowOrigin;
import io.espalier.data.SourceFormat;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions.Gaps;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every registered reader must do. */
class RawReadersTest {
  /** For each format: two good sequences, then a row that is bad, if a row of it can be. */
  private static final Map<String, String> GOOD =
      Map.of(
          "wide", "a\t1\t2\nb\t3\t4\t5\n",
          "long", "id,t,x,label\ns,1,0.5,a\ns,2,0.6,a\nr,1,0.7,b\n",
          "ts", "@dimensions 2\n@classLabel true a b\n@data\n1,2:3,4:a\n5:6:b\n",
          "labelled-text", "text,label\nhello there,a\n\"good, bye\",b\n",
          "text", "To be, or not to be.\n");

  private static final Map<String, String> BAD_LINE =
      Map.of(
          "wide", "a\tx\n",
          "long", "q,1,x,a\n",
          "ts", "1,x:3,4:a\n",
          "labelled-text", "only one cell\n");

  static ReadOptions options(Task task, Gaps gaps) {
    return new ReadOptions(
        task,
        new ReadOptions.Columns("auto", "", "", List.of(), "", List.of()),
        gaps,
        TokenUnit.WORDS,
        0);
  }

  private static ReadOptions options(String format) {
    return new ReadOptions(
        format.equals("text") ? Tasks.LANGUAGE_MODEL : Tasks.CLASSIFICATION,
        format.equals("long")
            ? new ReadOptions.Columns("auto", "id", "t", List.of("x"), "label", List.of())
            : new ReadOptions.Columns("auto", "", "", List.of(), "", List.of()),
        Gaps.FAIL,
        TokenUnit.WORDS,
        0);
  }

  private static RawReader reader(String format) {
    return (RawReader) SourceFormat.registered().named(format);
  }

  private static Set<String> names() {
    return SourceFormat.registered().members().stream()
        .filter(RawReader.class::isInstance)
        .map(SourceFormat::name)
        .collect(Collectors.toSet());
  }

  static List<Parsed> read(String format, ReadOptions options, String text) {
    List<Parsed> rows = new ArrayList<>();
    reader(format).read(options, "f", new StringReader(text)).forEachRemaining(rows::add);
    return rows;
  }

  @Test
  void everyFormatIsCoveredByTheContract() {
    assertThat(GOOD.keySet()).isEqualTo(names());
  }

  @TestFactory
  List<DynamicTest> readsGoodRowsWithIdAndOrigin() {
    return each(
        format ->
            assertThat(read(format, options(format), GOOD.get(format)))
                .isNotEmpty()
                .allSatisfy(
                    row -> {
                      assertThat(row).isInstanceOf(RawSequence.class);
                      RawSequence sequence = (RawSequence) row;
                      assertThat(sequence.id()).isNotEmpty();
                      assertThat(sequence.length()).isPositive();
                      assertThat(sequence.origin().file()).isEqualTo("f");
                      assertThat(sequence.origin().line()).isPositive();
                    }));
  }

  @TestFactory
  List<DynamicTest> namesTheLineOfABadRowAndGoesOn() {
    List<DynamicTest> tests = new ArrayList<>();
    BAD_LINE.forEach(
        (format, bad) ->
            tests.add(
                DynamicTest.dynamicTest(
                    format,
                    () -> {
                      String good = GOOD.get(format);
                      String last = good.lines().reduce((a, b) -> b).orElseThrow() + "\n";
                      List<Parsed> rows = read(format, options(format), good + bad + last);
                      RowOrigin expected = new RowOrigin("f", good.lines().count() + 1);
                      assertThat(rows)
                          .filteredOn(BadRow.class::isInstance)
                          .extracting(row -> ((BadRow) row).origin())
                          .containsExactly(expected);
                      assertThat(rows.get(rows.size() - 1)).isInstanceOf(RawSequence.class);
                    })));
    return tests;
  }

  @TestFactory
  List<DynamicTest> readsTheSameTwice() {
    return each(
        format ->
            assertThat(read(format, options(format), GOOD.get(format)))
                .usingRecursiveComparison()
                .isEqualTo(read(format, options(format), GOOD.get(format))));
  }

  private interface Check {
    void of(String format);
  }

  private static List<DynamicTest> each(Check check) {
    return names().stream()
        .map(format -> DynamicTest.dynamicTest(format, () -> check.of(format)))
        .toList();
  }
}
