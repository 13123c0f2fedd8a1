package io.espalier.store.parquet;

import io.espalier.data.NumericOrder;
import io.espalier.data.raw.ReadOptions;
import io.espalier.store.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ParquetDecodingException;

/** A raw Parquet file as its footer describes it. */
record TableFile(SourceFile file, TableColumns columns, List<BlockMetaData> groups) {
  /** Compressed bytes of row groups that one task reads; a row group is never taken apart. */
  private static final long PART = 64L << 20;

  /**
   * @throws NotReadable if it is not Parquet, or damaged
   */
  static TableFile read(Configuration configuration, SourceFile file) throws NotReadable {
    try (ParquetFileReader reader = new TableInput(configuration, file).open()) {
      List<BlockMetaData> groups = reader.getRowGroups();
      for (BlockMetaData group : groups) {
        for (ColumnChunkMetaData chunk : group.getColumns()) {
          check(file, chunk);
        }
      }
      return new TableFile(
          file, new TableColumns(reader.getFileMetaData().getSchema(), file.path()), groups);
    } catch (OutOfMemoryError e) {
      throw refused(file, Shortage.of(file.name(), file.length()).damage());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw refused(file, e);
    }
  }

  private static NotReadable refused(SourceFile file, Throwable cause) {
    return NotReadable.of(file.name() + " is not Parquet that can be read", cause);
  }

  private static void check(SourceFile file, ColumnChunkMetaData chunk) {
    long from = chunk.getStartingPos();
    if (from < 0 || chunk.getTotalSize() < 0 || from > file.length() - chunk.getTotalSize()) {
      throw new ParquetDecodingException(
          "column '%s' has %d bytes from %d on in a file of %d"
              .formatted(chunk.getPath().toDotString(), chunk.getTotalSize(), from, file.length()));
    }
  }

  boolean has(String name) {
    return columns.field(name).isPresent() || columns.folder(name).isPresent();
  }

  /** Number of lists that the values of a column are in; 0 for a column that is not there. */
  int depth(String name) {
    return columns.field(name).map(FileField::depth).orElse(0);
  }

  /** What the values of a column are. */
  LeafType.Kind kind(String name) {
    return columns.field(name).map(FileField::kind).orElse(LeafType.Kind.TEXT);
  }

  /** Whether the values of a column are numbers, which those of a folder are as text. */
  boolean isNumber(String name) {
    return columns
        .folder(name)
        .map(value -> value.isEmpty() || NumericOrder.isNumber(value))
        .orElseGet(() -> kind(name).isNumber());
  }

  String typeName(String name) {
    return columns.field(name).map(FileField::typeName).orElse("the text of a folder");
  }

  /** Columns inside the file that a plan names, or names a field of. */
  Set<String> used(ReadOptions.Columns wanted) {
    Stream<String> names = Stream.of(wanted.id(), wanted.label(), wanted.order());
    return Stream.of(names, wanted.input().stream(), wanted.target().stream())
        .flatMap(Function.identity())
        .flatMap(name -> columns.field(name).stream())
        .map(field -> field.path().get(0))
        .collect(Collectors.toSet());
  }

  /** The file in parts of about equal size. */
  List<TablePart> parts() {
    List<TablePart> parts = new ArrayList<>();
    int from = 0;
    long firstRow = 0;
    long rows = 0;
    long bytes = 0;
    for (int group = 0; group < groups.size(); group++) {
      rows += groups.get(group).getRowCount();
      bytes += groups.get(group).getCompressedSize();
      if (bytes >= PART || group == groups.size() - 1) {
        parts.add(new TablePart(file, from, group + 1, firstRow));
        from = group + 1;
        firstRow = rows;
        bytes = 0;
      }
    }
    return parts;
  }
}
