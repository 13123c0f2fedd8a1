package io.espalier.store;

import io.espalier.data.raw.RefusedText;
import io.espalier.model.Complaint;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.io.compress.CompressionCodec;

/** Bytes that a codec unpacks; where it fails on bytes that could be read, the file is damaged. */
final class UnpackedStream extends InputStream {
  private final Packed packed;
  private final CompressionCodec codec;
  private Optional<InputStream> unpacked = Optional.empty();
  private boolean isEmpty = true;

  UnpackedStream(InputStream packed, CompressionCodec codec) {
    this.packed = new Packed(packed);
    this.codec = codec;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      if (unpacked.isEmpty()) {
        unpacked = Optional.of(BlockStream.of(codec, packed, codec.createDecompressor()));
      }
      int read = unpacked.get().read(bytes, offset, length);
      isEmpty &= read <= 0;
      if (read >= 0 || !isEmpty) {
        return read;
      }
    } catch (IOException | RuntimeException | InternalError | UnsatisfiedLinkError e) {
      if (packed.hasFailed) {
        throw e;
      }
      throw refused("cannot be unpacked (%s)".formatted(Complaint.of(e)));
    }
    throw refused("unpacks to nothing");
  }

  private RefusedText refused(String what) {
    return new RefusedText(
        0,
        "%s, though its name ends in %s; it is damaged, cut off, or not packed so"
            .formatted(what, codec.getDefaultExtension()));
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }

  /** The bytes as they are stored. */
  private static final class Packed extends FilterInputStream {
    private boolean hasFailed;

    private Packed(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        hasFailed = true;
        throw e;
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        hasFailed = true;
        throw e;
      }
    }
  }
}
