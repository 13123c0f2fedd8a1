package io.espalier.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Parsed;
import io.espalier.data.RefusedFile;
import io.espalier.data.SourceFormat;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.data.join.Grouping;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a file holds, a reader ends with sequences, bad rows and at most one refusal. */
class HostileTextProperties {
  private static final Map<String, String> FINE =
      Map.of(
          "wide", "a\t1\t2.5\nb\t3\t-4e2\n",
          "long", "id,x,label\ns,1,\"a\"\nt,2,b\n",
          "ts", "#c\n@dimensions 2\n@classLabel true a b\n@data\n1,2:3,4:a\n5:6:b\n",
          "labelled-text", "text,label\n\"hi, \"\"you\"\"\",a\nso;,b\n",
          "text", "To be, or not to be.\n");

  @Property(tries = 3000)
  void everyReaderEndsInOrder(@ForAll long seed) {
    Random random = new Random(seed);
    FINE.forEach(
        (format, text) -> {
          RawReader reader = (RawReader) SourceFormat.registered().named(format);
          Task task = format.equals("text") ? Tasks.LANGUAGE_MODEL : Tasks.CLASSIFICATION;
          Dialect dialect = dialect(random);
          Columns columns =
              format.equals("long")
                  ? new Columns(dialect, Grouping.by("id", ""), List.of("x"), "label", List.of())
                  : new Columns(dialect, Grouping.by("", ""), List.of(), "", List.of());
          byte[] bytes = damaged(random, text.getBytes(StandardCharsets.UTF_8));
          Iterator<Parsed> rows =
              reader.read(
                  new ReadOptions(task, columns, Gaps.FAIL, TokenUnit.WORDS, 0),
                  "f",
                  new DecodedText(
                      new ByteArrayInputStream(bytes),
                      dialect.encoding(),
                      reader.comment(dialect)));
          int count = 0;
          while (rows.hasNext()) {
            Parsed row = rows.next();
            assertThat(++count).isLessThanOrEqualTo(bytes.length + 1);
            assertThat(row instanceof RefusedFile && rows.hasNext()).isFalse();
          }
        });
  }

  @Property(tries = 5000)
  void tableThatIsAcceptedIsWhatAnotherReaderFinds(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append("ab\"\"\",,\n ".charAt(random.nextInt(9)));
    }
    Dialect dialect = Dialect.USUAL.delimitedBy(",");
    List<List<String>> rows = new ArrayList<>();
    boolean isFine = true;
    try {
      Table table = Table.open(new StringReader(text.toString()), dialect, Table.Fallback.COMMA);
      for (Optional<Table.Row> row = table.next(); row.isPresent(); row = table.next()) {
        rows.add(row.get().cells());
      }
    } catch (RefusedText | Table.BadLine e) {
      isFine = false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Optional<List<List<String>>> expected = StrictCsv.rows(text.toString());

    assertThat(isFine).as("'%s'", text).isEqualTo(expected.isPresent());
    if (isFine) {
      assertThat(rows).as("'%s'", text).isEqualTo(expected.orElseThrow());
    }
  }

  @Example
  void rowsWithoutEndAreRefusedBeforeTheyFillTheMemory() {
    for (String format : List.of("wide", "long", "labelled-text", "ts")) {
      for (String begin :
          List.of("id,x,label\ns,1,\"", "id,x,label\ns,1,", "id x\ns ", "@data\n")) {
        RawReader reader = (RawReader) SourceFormat.registered().named(format);
        Columns columns =
            new Columns(
                Dialect.USUAL,
                Grouping.by("", ""),
                List.of(),
                format.equals("long") ? "x" : "",
                List.of());
        ReadOptions options =
            new ReadOptions(Tasks.CLASSIFICATION, columns, Gaps.FAIL, TokenUnit.WORDS, 0);
        Iterator<Parsed> rows = reader.read(options, "f", new Endless(begin));
        Parsed last = rows.next();
        while (rows.hasNext()) {
          last = rows.next();
        }
        assertThat(last).as("%s %s", format, begin).isInstanceOf(RefusedFile.class);
      }
    }
  }

  /** A beginning, and then the same letter for ever. */
  private static final class Endless extends Reader {
    private final StringReader begin;

    private Endless(String begin) {
      this.begin = new StringReader(begin);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int read = begin.read(buffer, offset, length);
      if (read < 0) {
        Arrays.fill(buffer, offset, offset + length, 'z');
      }
      return read < 0 ? length : read;
    }

    @Override
    public void close() {}
  }

  private static Dialect dialect(Random random) {
    String[] marks = {"", "\"", "'", "\\", "#"};
    return new Dialect(
        random.nextBoolean() ? "auto" : ",",
        marks[random.nextInt(3)],
        random.nextInt(4) == 0 ? marks[3] : "",
        random.nextInt(4) == 0 ? marks[4] : "",
        random.nextInt(8) == 0 ? "UTF-16LE" : "UTF-8",
        RoundTripProperties.cells("."));
  }

  private static byte[] damaged(Random random, byte[] bytes) {
    StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
    String odd = "\"\"\"'',;\t\n\r\0#@:(\\\u00e9\u00ff\u00fe{[<?1a.-";
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, odd.charAt(random.nextInt(odd.length())));
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
        default -> text.insert(at, text.substring(0, at / 2));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
