package io.espalier.data.raw;

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
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What quotes, escapes, comments, decimal marks and missing markers mean in every table. */
class DelimitedTextTest {
  private static final Dialect USUAL = Dialect.USUAL;

  private static Dialect marks(String quote, String escape, String comment) {
    return new Dialect("auto", quote, escape, comment, "UTF-8", USUAL.notation());
  }

  private static Dialect decimalComma() {
    return new Dialect(
        "auto",
        "\"",
        "",
        "",
        "UTF-8",
        new Dialect.Notation(",", USUAL.notation().missing(), Content.EITHER));
  }

  private static List<Parsed> table(String format, Dialect dialect, Task task, String text) {
    Columns columns =
        format.equals("long")
            ? new Columns(dialect, Grouping.by("id", ""), List.of("x"), "label", List.of())
            : new Columns(dialect, Grouping.by("", ""), List.of(), "", List.of());
    return read(format, new ReadOptions(task, columns, Gaps.FAIL, TokenUnit.WORDS, 0), text);
  }

  private static RawSequence row(List<Parsed> rows, int index) {
    assertThat(rows.get(index)).isInstanceOf(RawSequence.class);
    return (RawSequence) rows.get(index);
  }

  private static String refused(List<Parsed> rows) {
    assertThat(rows.get(rows.size() - 1)).isInstanceOf(RefusedFile.class);
    return ((RefusedFile) rows.get(rows.size() - 1)).problem();
  }

  @Test
  void quoteInsideACellIsText() {
    List<Parsed> rows = table("wide", USUAL, Tasks.CLASSIFICATION, "5\" pipe,1,2\n");
    assertThat(row(rows, 0).target().label()).isEqualTo("5\" pipe");
  }

  @Test
  void textAfterAClosingQuoteIsABadRowAndTheNextIsRead() {
    List<Parsed> rows =
        table("labelled-text", USUAL, Tasks.CLASSIFICATION, "t,l\nx,a\n\"so\" good,a\ny,b\n");
    assertThat(rows).hasSize(3);
    assertThat(rows.get(1)).isInstanceOf(BadRow.class);
    assertThat(rows.get(1).toString()).startsWith("f:3: text after a closing quote");
    assertThat(row(rows, 2).target().label()).isEqualTo("b");
    assertThat(row(rows, 2).origin().line()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "long"})
  void quoteThatSwallowsRowsIsRefusedWithItsLine(String format) {
    String header = format.equals("long") ? "id,x,label\n" : "";
    String row = format.equals("long") ? "%s,1,a\n" : "%s,1,2\n";
    String text = header + row.formatted("s") + row.formatted("\"t") + row.formatted("\"");
    int line = format.equals("long") ? 3 : 2;
    assertThat(refused(table(format, USUAL, Tasks.CLASSIFICATION, text)))
        .startsWith("f:%d: a quote".formatted(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "long", "labelled-text"})
  void quoteThatIsNeverClosedIsRefusedWithItsLine(String format) {
    String header = format.equals("wide") ? "" : "id,x,label\n";
    int line = format.equals("wide") ? 2 : 3;
    String text = header + "s,1,2\n\"t,1,2\nu,1,2\nv,1,2\n";
    assertThat(refused(table(format, USUAL, Tasks.CLASSIFICATION, text)))
        .startsWith("f:%d: a quote is opened here and never closed".formatted(line));
  }

  @Test
  void quoteThatSwallowsRowsAndClosesInsideAnotherIsNoSingleBadRow() {
    String text = "text,label\n\"lost,a\nx,a\ny,b\n\"found\",b\nz,a\n";
    assertThat(refused(table("labelled-text", USUAL, Tasks.CLASSIFICATION, text)))
        .startsWith("f:2: a quote opened in this row closes on line 5, with text after it");
  }

  @Test
  void withoutQuotesAQuoteIsAToken() {
    List<Parsed> rows = table("wide", marks("", "", ""), Tasks.CLASSIFICATION, "\"\t1\n\"\t2\n");
    assertThat(rows).hasSize(2);
    assertThat(row(rows, 0).target().label()).isEqualTo("\"");
  }

  @Test
  void escapedQuotesAreRead() {
    List<Parsed> rows =
        table(
            "labelled-text",
            marks("\"", "\\", ""),
            Tasks.CLASSIFICATION,
            "text,label\n\"he said \\\"no, no\\\"\",a\nso,b\n");
    assertThat(row(rows, 0).tokens()).containsExactly("he", "said", "\"", "no", ",", "no", "\"");
    assertThat(row(rows, 1).target().label()).isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource({"','", "'\t'", "' '"})
  void commentsAreLeftOutAndLinesCounted(String delimiter) {
    String text = "# made by hand\na,1,2\n#b,3\n\nc,x,4\n".replace(",", delimiter);
    List<Parsed> rows = table("wide", marks("\"", "", "#"), Tasks.CLASSIFICATION, text);
    assertThat(rows).hasSize(2);
    assertThat(row(rows, 0).origin().line()).isEqualTo(2);
    assertThat(rows.get(1)).hasToString("f:5: 'x' in column 2 is not a number");
  }

  @Test
  void decimalCommaIsReadWhereTheOptionsSaySo() {
    List<Parsed> rows =
        table("wide", decimalComma(), Tasks.CLASSIFICATION, "a;1,5;-2,25e1\nb;1.5;2\n");
    assertThat(row(rows, 0).values()).containsExactly(1.5, -22.5);
    assertThat(rows.get(1))
        .hasToString("f:2: '1.5' in column 2 is not a number with data.source.decimal = \",\"");
    assertThat(table("wide", USUAL, Tasks.CLASSIFICATION, "a\t1,5\t2\n").get(0))
        .hasToString(
            "f:1: '1,5' in column 2 is not a number; data.source.decimal = \",\" would read it");
  }

  @Test
  void twoPossibleDelimitersAreRefused() {
    assertThat(refused(table("wide", USUAL, Tasks.CLASSIFICATION, "a;1,5;2,5\n")))
        .contains("commas and semicolons", "data.source.delimiter");
  }

  @Test
  void rowsOfOneCellAskForTheDelimiter() {
    assertThat(table("wide", USUAL, Tasks.CLASSIFICATION, "a|1|2\n").get(0))
        .hasToString(
            "f:1: a sequence of length 0: the row has one cell; is data.source.delimiter right?");
  }

  @Test
  void lostQuoteInTheFirstLineDoesNotHideTheDelimiter() {
    assertThat(refused(table("wide", USUAL, Tasks.CLASSIFICATION, "\"\t1\t2\nx\t1\t2\n")))
        .startsWith("f:1: a quote is opened here and never closed");
  }

  @Test
  void blankLinesBeforeTheFirstRowDoNotHideTheDelimiter() {
    List<Parsed> rows = table("wide", USUAL, Tasks.CLASSIFICATION, "\n\na,1,2\n");
    assertThat(row(rows, 0).values()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text;label\nhi, you;a\n", "text\tlabel\nhi, you\ta\n"})
  void labelledTextFindsItsDelimiter(String text) {
    List<Parsed> rows = table("labelled-text", USUAL, Tasks.CLASSIFICATION, text);
    assertThat(row(rows, 0).tokens()).containsExactly("hi", ",", "you");
    assertThat(row(rows, 0).target().label()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "nan", "NULL", "?", "N/A"})
  void missingLabelIsABadRowInEveryTable(String marker) {
    for (String format : List.of("wide", "long", "labelled-text", "ts")) {
      String text =
          switch (format) {
            case "wide" -> "%s,1,2\n";
            case "long" -> "id,x,label\ns,1,%s\n";
            case "ts" -> "@data\n1,2:%s\n";
            default -> "text,label\nhi,%s\n";
          };
      List<Parsed> rows = table(format, USUAL, Tasks.CLASSIFICATION, text.formatted(marker));
      assertThat(rows).as(format).singleElement().isInstanceOf(BadRow.class);
      assertThat(rows.get(0).toString()).as(format).contains("the label is ");
    }
  }

  @Test
  void missingTokenIsABadRowAndAQuestionMarkIsAToken() {
    ReadOptions options =
        new ReadOptions(
            Tasks.LANGUAGE_MODEL,
            new Columns(USUAL, Grouping.by("id", ""), List.of("x"), "", List.of()),
            Gaps.FAIL,
            TokenUnit.WORDS,
            0);
    List<Parsed> rows = read("long", options, "id,x\ns,who\ns,?\ns,NA\n");
    assertThat(rows.get(0).toString()).startsWith("f:4: the token in x is missing: 'NA'");
    assertThat(row(rows, 1).tokens()).containsExactly("who", "?");
  }

  @Test
  void markerThatIsTakenOffTheListIsAClass() {
    Dialect.Notation cells = new Dialect.Notation(".", List.of("-999"), Content.EITHER);
    Dialect dialect = new Dialect("auto", "\"", "", "", "UTF-8", cells);
    List<Parsed> rows = table("wide", dialect, Tasks.CLASSIFICATION, "NA,1,2\nb,-999,2\n");
    assertThat(row(rows, 0).target().label()).isEqualTo("NA");
    assertThat(rows.get(1).toString()).startsWith("f:2: missing value in column 2");
  }

  @ParameterizedTest
  @CsvSource({
    "'% made by hand\n@relation x\n@data\n', ARFF",
    "'{\"text\": \"hi\", \"label\": \"a\"}\n', JSON",
    "'<?xml version=\"1.0\"?>\n', XML",
    "'@problemName x\n@data\n', .ts",
  })
  void knownFormatsUnderAnotherNameAreNamed(String text, String kind) {
    for (String format : List.of("wide", "long", "labelled-text")) {
      assertThat(refused(table(format, USUAL, Tasks.CLASSIFICATION, text))).contains(kind);
    }
  }

  @Test
  void columnThatIsThereTwiceIsRefused() {
    assertThat(refused(table("long", USUAL, Tasks.CLASSIFICATION, "id,x,x,label\ns,1,2,a\n")))
        .contains("several columns for data.source.features 'x'");
  }
}
