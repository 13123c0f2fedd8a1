package io.espalier.store.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads the rows of some row groups into a selection, one after the other; to be closed. */
final class GroupReader implements AutoCloseable {
  private final ParquetFileReader reader;
  private final RowSelection selection;
  private final RowAssembly assembly;
  private final MessageColumnIO columns;
  private final TableInput input;
  private final MessageType requested;
  private final TablePart part;
  private Optional<RecordReader<Object>> rows = Optional.empty();
  private int groups;
  private long left;

  /**
   * @param choose of the columns of the file those to read
   */
  GroupReader(TableInput input, TablePart part, Function<TableColumns, RowSelection> choose)
      throws IOException {
    this(input, part, choose, RowSelection::requested);
  }

  /**
   * @param narrow to the columns that are really read, of which the selection has the others empty
   */
  GroupReader(
      TableInput input,
      TablePart part,
      Function<TableColumns, RowSelection> choose,
      Function<RowSelection, MessageType> narrow)
      throws IOException {
    this.input = input;
    this.part = part;
    reader = input.open();
    try {
      MessageType schema = reader.getFileMetaData().getSchema();
      selection = choose.apply(new TableColumns(schema, part.file().path()));
      requested = narrow.apply(selection);
      assembly = selection.assembly(requested);
      columns =
          new ColumnIOFactory(reader.getFileMetaData().getCreatedBy())
              .getColumnIO(requested, schema, true);
      reader.setRequestedSchema(requested);
      for (int group = 0; group < part.from(); group++) {
        reader.skipNextRowGroup();
      }
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
    groups = part.to() - part.from();
  }

  RowSelection selection() {
    return selection;
  }

  /** Bytes of what is read at once, unpacked, as the file states them; of the largest row group. */
  long stated() {
    Set<String> wanted =
        selection.requested().getFields().stream().map(Type::getName).collect(Collectors.toSet());
    return reader.getRowGroups().subList(part.from(), part.to()).stream()
        .mapToLong(
            group ->
                group.getColumns().stream()
                    .filter(chunk -> wanted.contains(chunk.getPath().toArray()[0]))
                    .mapToLong(ColumnChunkMetaData::getTotalUncompressedSize)
                    .sum())
        .max()
        .orElse(0);
  }

  /** Reads the next row into the selection; false at the end. */
  boolean next() throws IOException {
    while (left == 0) {
      if (groups == 0) {
        return false;
      }
      BlockMetaData group = reader.getRowGroups().get(part.to() - groups);
      PageLengths.check(input, group, requested);
      groups--;
      PageReadStore pages = reader.readNextRowGroup();
      left = pages.getRowCount();
      rows = Optional.of(columns.getRecordReader(pages, assembly));
    }
    left--;
    selection.reset();
    rows.orElseThrow().read();
    return true;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + part.file().name(), e);
    }
  }
}
