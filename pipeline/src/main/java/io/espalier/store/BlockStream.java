package io.espalier.store;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hadoop.io.compress.BlockDecompressorStream;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Decompressor;

/**
 * Unpacks blocks that state their lengths, as those of lz4 and snappy do. A length is not believed:
 * memory is taken as the bytes come, so that a damaged one takes none; and a block that is cut off
 * is an error, which would else be the end.
 */
public final class BlockStream extends BlockDecompressorStream {
  private static final int BEGINNING = 1 << 16;

  private BlockStream(InputStream packed, Decompressor decompressor) throws IOException {
    super(packed, decompressor, BEGINNING);
  }

  /** What a codec unpacks, in blocks or otherwise. */
  public static InputStream of(
      CompressionCodec codec, InputStream packed, Decompressor decompressor) throws IOException {
    InputStream unpacked = codec.createInputStream(packed, decompressor);
    return unpacked instanceof BlockDecompressorStream
        ? new BlockStream(packed, decompressor)
        : unpacked;
  }

  @Override
  protected int getCompressedData() throws IOException {
    int length = length();
    int read = 0;
    while (read < length) {
      if (read == buffer.length) {
        buffer = Arrays.copyOf(buffer, (int) Math.min(length, 2L * read));
      }
      int more = in.read(buffer, read, Math.min(length, buffer.length) - read);
      if (more < 0) {
        throw new IOException("a block states %d bytes, and has %d".formatted(length, read));
      }
      read += more;
    }
    return length;
  }

  private int length() throws IOException {
    try {
      int length = new DataInputStream(in).readInt();
      if (length >= 0) {
        return length;
      }
      throw new IOException("a block states %d bytes".formatted(length));
    } catch (EOFException e) {
      throw new IOException("a block is cut off", e);
    }
  }
}
