package io.espalier.data.raw;

import io.espalier.data.Extent;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.Task;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Delimited text with one series a row, its label or target first, as in the UCR archive (Dau et
 * al. 2018, arXiv 1810.07758). Rows may differ in length; missing values at the end of a row are
 * padding, as in that archive. Sequences have one feature.
 */
public record WideText() implements RawReader {
  @Override
  public String name() {
    return "wide";
  }

  @Override
  public boolean serves(Task task) {
    return task.extent() == Extent.WHOLE;
  }

  @Override
  public Content content() {
    return Content.NUMBERS;
  }

  @Override
  public OptionalInt width() {
    return OptionalInt.of(1);
  }

  @Override
  public Set<String> unheeded() {
    return Set.of(
        "id", "order", "features", "label", "target", "text", "content", "count", "length");
  }

  @Override
  public Iterator<Parsed> read(ReadOptions options, String file, Reader text) {
    return new WideRows(options, file, text);
  }

  private static final class WideRows extends TableRows {
    private final Labels labels;
    private final Numbers numbers;

    private WideRows(ReadOptions options, String file, Reader text) {
      super(file, text, options.columns().dialect(), Table.Fallback.WHITE_SPACE);
      this.labels = new Labels(options);
      this.numbers = new Numbers(options);
    }

    @Override
    Optional<Parsed> parsed() throws IOException, Table.BadLine {
      Optional<Table.Row> row = row();
      return row.isPresent() ? Optional.of(sequence(row.get())) : Optional.empty();
    }

    private Parsed sequence(Table.Row row) throws RefusedText {
      List<String> cells = row.cells();
      for (String cell : cells) {
        checkLines(row, cell);
      }
      int length = cells.size() - 1;
      while (length > 0 && numbers.isMissing(cells.get(length))) {
        length--;
      }
      if (length == 0) {
        return bad(
            row.line(),
            cells.size() > 1
                ? "a sequence of length 0"
                : "a sequence of length 0: the row has one cell; is data.source.delimiter right?");
      }
      try {
        RawTarget target = labels.target(cells.get(0));
        double[] values = new double[length];
        for (int t = 0; t < length; t++) {
          values[t] = numbers.feature(cells.get(t + 1), "column " + (t + 2));
        }
        String id = RawSequence.numbered(file(), row.line());
        return RawSequence.ofValues(id, new RowOrigin(file(), row.line()), values, 1, target);
      } catch (Numbers.BadCell e) {
        return bad(row.line(), e.getMessage());
      }
    }
  }
}
