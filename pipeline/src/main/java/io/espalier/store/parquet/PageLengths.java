package io.espalier.store.parquet;

import java.io.IOException;
import java.util.Optional;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * The lengths that pages state of themselves. Parquet believes those of the last column that it
 * reads of a row group, as early writers counted some bytes too few, and takes the memory first.
 */
final class PageLengths {
  /** More than those bytes were. */
  private static final int MISCOUNTED = 1 << 10;

  private PageLengths() {}

  /**
   * @throws ParquetDecodingException if a page states more than there is
   */
  static void check(TableInput input, BlockMetaData group, MessageType requested)
      throws IOException {
    Optional<ColumnChunkMetaData> last =
        group.getColumns().stream()
            .filter(chunk -> requested.containsPath(chunk.getPath().toArray()))
            .reduce((one, other) -> other);
    if (last.isPresent()) {
      check(input, last.get());
    }
  }

  private static void check(TableInput input, ColumnChunkMetaData chunk) throws IOException {
    long at = chunk.getStartingPos();
    long end = at + chunk.getTotalSize();
    try (SeekableInputStream in = input.newStream()) {
      while (at < end) {
        in.seek(at);
        PageHeader header = Util.readPageHeader(in);
        long length = header.getCompressed_page_size();
        long left = end - in.getPos();
        if (length < 0 || length > left + MISCOUNTED) {
          throw new ParquetDecodingException(
              "a page states %d bytes, and %d are left".formatted(length, left));
        }
        at = in.getPos() + length;
      }
    }
  }
}
