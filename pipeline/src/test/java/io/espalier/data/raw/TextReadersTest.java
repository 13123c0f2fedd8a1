package io.espalier.data.raw;

import static io.espalier.data.raw.RawReadersTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RefusedFile;
import io.espalier.data.RowOrigin;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions.Gaps;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReadersTest {
  private static ReadOptions options(Task task, List<String> text, String label, long characters) {
    return new ReadOptions(
        task,
        new ReadOptions.Columns("auto", "", "", text, label, List.of()),
        Gaps.FAIL,
        characters > 0 ? TokenUnit.CHARACTERS : TokenUnit.WORDS,
        characters);
  }

  private static final ReadOptions LABELLED = options(Tasks.CLASSIFICATION, List.of(), "", 0);

  @Test
  void wordsAreLowerCaseRunsAndSinglePunctuationMarks() {
    assertThat(TokenUnit.WORDS.split("I haven’t GOT it... 'Why' £30.50?\n"))
        .containsExactly(
            "i", "haven't", "got", "it", ".", ".", ".", "'", "why", "'", "£", "30.50", "?");
    assertThat(TokenUnit.WORDS.split(" \t\n")).isEmpty();
  }

  @Test
  void charactersAreCodePoints() {
    assertThat(TokenUnit.CHARACTERS.split("a\n😀")).containsExactly("a", "\n", "😀");
  }

  @Test
  void labelledTextReadsQuotedCommasAndLineBreaksAndKeepsCountOfLines() {
    List<Parsed> rows =
        read("labelled-text", LABELLED, "text,category\n\"one,\n\ntwo \"\"x\"\"\",a\n\nthree,b\n");
    RawSequence first = (RawSequence) rows.get(0);
    RawSequence second = (RawSequence) rows.get(1);
    assertThat(first.tokens()).containsExactly("one", ",", "two", "\"", "x", "\"");
    assertThat(first.origin()).isEqualTo(new RowOrigin("f", 2));
    assertThat(second.target().label()).isEqualTo("b");
    assertThat(second.origin()).isEqualTo(new RowOrigin("f", 6));
  }

  @Test
  void labelledTextNamesEmptyTextsAndOpenQuotes() {
    List<Parsed> rows =
        read("labelled-text", LABELLED, "text,category\n\"\",a\nfine,b\n\"open,a\nx,b\n");
    assertThat(rows.get(0)).hasToString("f:2: a sequence of length 0: the text is empty");
    assertThat(rows.get(1)).isInstanceOf(RawSequence.class);
    assertThat(rows.get(2)).isInstanceOf(RefusedFile.class);
    assertThat(rows.get(2).toString()).contains("f:4: a quote is opened here and never closed");
    assertThat(rows).hasSize(3);
  }

  @Test
  void labelledTextListsItsColumnsWhenOneIsUnknown() {
    assertThat(
            read(
                "labelled-text",
                options(Tasks.CLASSIFICATION, List.of("question"), "intent", 0),
                "text,category\nhello,a\n"))
        .containsExactly(
            new RefusedFile(
                "f has no column for data.source.text 'question', data.source.label 'intent';"
                    + " its columns are text, category"));
  }

  @Test
  void labelledTextReadsNamedColumnsInAnyOrder() {
    RawSequence row =
        (RawSequence)
            read(
                    "labelled-text",
                    options(Tasks.CLASSIFICATION, List.of("t"), "l", 0),
                    "n,l,t\n1,a,hello\n")
                .get(0);
    assertThat(row.tokens()).containsExactly("hello");
    assertThat(row.target().label()).isEqualTo("a");
  }

  @Test
  void plainTextComesInPiecesThatMakeTheWhole() {
    String text = "the quick brown fox\n".repeat(3000);
    List<Parsed> pieces = read("text", options(Tasks.LANGUAGE_MODEL, List.of(), "", 0), text);
    assertThat(pieces).hasSizeGreaterThan(1);
    assertThat(pieces.stream().flatMap(piece -> Arrays.stream(((RawSequence) piece).tokens())))
        .containsExactly(TokenUnit.WORDS.split(text));
  }

  @Test
  void plainTextStopsAfterTheMaximumOfCharacters() {
    List<Parsed> pieces =
        read("text", options(Tasks.LANGUAGE_MODEL, List.of(), "", 5), "a😀cd😀gh");
    assertThat(((RawSequence) pieces.get(0)).tokens()).containsExactly("a", "😀", "c", "d", "😀");
  }
}
