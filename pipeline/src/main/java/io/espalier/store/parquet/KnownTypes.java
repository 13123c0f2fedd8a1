package io.espalier.store.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A Parquet file without the annotations that Parquet's library does not know yet, at which it
 * would stop whether or not their columns are read: those columns are the bytes that they are.
 */
final class KnownTypes implements InputFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Length and magic number. */
  private static final int END = 8;

  private final InputFile file;
  private final long start;
  private final byte[] footer;

  /**
   * @param start of the footer
   * @param footer what stands there and after it
   */
  private KnownTypes(InputFile file, long start, byte[] footer) {
    this.file = file;
    this.start = start;
    this.footer = footer;
  }

  /**
   * The file itself, if all of its annotations are known or it has no footer to look at.
   *
   * @throws IOException if it cannot be read, or counts its rows in two ways
   */
  static InputFile of(InputFile file) throws IOException {
    long length = file.getLength();
    if (length < MAGIC.length + END) {
      return file;
    }
    try (SeekableInputStream bytes = file.newStream()) {
      byte[] end = new byte[END];
      bytes.seek(length - END);
      bytes.readFully(end);
      int size = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
      long start = length - END - size;
      if (size < 0 || start < MAGIC.length || !Arrays.equals(MAGIC, 0, 4, end, 4, END)) {
        return file;
      }
      byte[] footer = new byte[size];
      bytes.seek(start);
      bytes.readFully(footer);
      FileMetaData read = Util.readFileMetaData(new ByteArrayInputStream(footer));
      long rows = read.getRow_groups().stream().mapToLong(RowGroup::getNum_rows).sum();
      if (rows != read.getNum_rows()) {
        throw new IOException(
            "its footer counts %d rows in all and %d in its row groups"
                .formatted(read.getNum_rows(), rows));
      }
      return isKnown(read) ? file : new KnownTypes(file, start, written(read));
    }
  }

  private static boolean isKnown(FileMetaData read) {
    return read.getSchema().stream().noneMatch(KnownTypes::isUnknown);
  }

  private static boolean isUnknown(SchemaElement element) {
    return element.isSetLogicalType() && element.getLogicalType().getSetField() == null;
  }

  private static byte[] written(FileMetaData read) throws IOException {
    read.getSchema().stream()
        .filter(KnownTypes::isUnknown)
        .forEach(SchemaElement::unsetLogicalType);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Util.writeFileMetaData(read, out);
    int size = out.size();
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(size).array());
    out.write(MAGIC);
    return out.toByteArray();
  }

  @Override
  public long getLength() {
    return start + footer.length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return new Stream(new Bytes(file.newStream(), start, footer));
  }

  private static final class Stream extends DelegatingSeekableInputStream {
    private final Bytes bytes;

    private Stream(Bytes bytes) {
      super(bytes);
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return bytes.position;
    }

    @Override
    public void seek(long position) {
      bytes.position = position;
    }
  }

  private static final class Bytes extends InputStream {
    private final SeekableInputStream before;
    private final long start;
    private final byte[] footer;
    private long position;

    private Bytes(SeekableInputStream before, long start, byte[] footer) {
      this.before = before;
      this.start = start;
      this.footer = footer;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read;
      if (position < start) {
        if (before.getPos() != position) {
          before.seek(position);
        }
        read = before.read(into, from, (int) Math.min(length, start - position));
      } else {
        int at = (int) (position - start);
        read = Math.min(length, footer.length - at);
        if (read <= 0) {
          return length == 0 ? 0 : -1;
        }
        System.arraycopy(footer, at, into, from, read);
      }
      position += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      before.close();
    }
  }
}
