package io.espalier.store.parquet;

import io.espalier.data.Parsed;
import io.espalier.data.RefusedFile;
import io.espalier.data.RowOrigin;
import io.espalier.data.raw.ColumnarSequences;
import io.espalier.data.raw.ReadOptions;
import io.espalier.data.raw.RowContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;

/**
 * The raw sequences of a part of a Parquet file, in the order of its rows, whose numbers from 1 are
 * their lines; to be closed. A damaged file is refused by name and column.
 */
public final class TableReader implements Iterator<Parsed>, AutoCloseable {
  private final TableInput input;
  private final TablePart part;
  private final ReadOptions options;
  private final RowContent content;
  private final ColumnarSequences sequences;
  private final Queue<Parsed> ready = new ArrayDeque<>();
  private Optional<GroupReader> open = Optional.empty();
  private long row;
  private boolean isEnded;

  public TableReader(
      Configuration configuration, TablePart part, ReadOptions options, RowContent content) {
    this.input = new TableInput(configuration, part.file());
    this.part = part;
    this.options = options;
    this.content = content;
    this.sequences = new ColumnarSequences(options, content, part.file().name());
    this.row = part.firstRow();
  }

  /**
   * @throws UncheckedIOException if the file cannot be reached, or there is too little memory
   */
  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !isEnded) {
      try {
        advance();
      } catch (OutOfMemoryError e) {
        isEnded = true;
        long stated = open.map(GroupReader::stated).orElse(part.file().length());
        ready.add(refused(Shortage.of(part.file().name(), stated).damage()));
      } catch (IOException | RuntimeException e) {
        isEnded = true;
        ready.add(refused(e));
      }
    }
    return !ready.isEmpty();
  }

  private void advance() throws IOException {
    if (open.isEmpty()) {
      open = Optional.of(new GroupReader(input, part, this::selection));
    }
    GroupReader reader = open.get();
    if (reader.next()) {
      row++;
      ready.addAll(sequences.add(reader.selection().row(new RowOrigin(part.file().name(), row))));
    } else {
      isEnded = true;
      ready.addAll(sequences.end());
    }
  }

  private RowSelection selection(TableColumns columns) {
    return new RowSelection(columns, options, content);
  }

  private Parsed refused(Exception cause) {
    String column =
        Damage.column(input, part, this::selection).map(" in column '%s'"::formatted).orElse("");
    return new RefusedFile(
        NotReadable.of(
                "%s is damaged%s, after row %d".formatted(part.file().name(), column, row), cause)
            .getMessage());
  }

  @Override
  public Parsed next() {
    if (!hasNext()) {
      throw new NoSuchElementException(part.file().name());
    }
    return ready.remove();
  }

  @Override
  public void close() {
    open.ifPresent(GroupReader::close);
  }
}
