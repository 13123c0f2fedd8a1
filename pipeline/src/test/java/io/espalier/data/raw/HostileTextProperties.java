package io.espalier.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Parsed;
import io.espalier.data.RefusedFile;
import io.espalier.data.SourceFormat;
import io.espalier.data.Tasks;
import io.espalier.data.join.Grouping;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Tables as another reader finds them, and rows without end. */
class HostileTextProperties {
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
}
