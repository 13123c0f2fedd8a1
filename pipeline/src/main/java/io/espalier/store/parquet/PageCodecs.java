package io.espalier.store.parquet;

import io.espalier.store.BlockStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Unpacks pages that may be damaged: one that holds less than it states is an error, where
 * Parquet's own streams would be asked for the rest for ever.
 */
final class PageCodecs extends CodecFactory {
  private static final int MOST_EMPTY_READS = 100;

  PageCodecs(Configuration configuration) {
    super(configuration, 0);
  }

  @Override
  protected BytesDecompressor createDecompressor(CompressionCodecName name) {
    CompressionCodec codec = getCodec(name);
    return codec == null
        ? super.createDecompressor(name)
        : new Unpacking(codec, name == CompressionCodecName.SNAPPY);
  }

  private static final class Unpacking extends BytesDecompressor {
    private final CompressionCodec codec;
    private final boolean isSnappy;
    private final Decompressor decompressor;

    private Unpacking(CompressionCodec codec, boolean isSnappy) {
      this.codec = codec;
      this.isSnappy = isSnappy;
      this.decompressor = CodecPool.getDecompressor(codec);
    }

    @Override
    public BytesInput decompress(BytesInput packed, int length) throws IOException {
      if (isSnappy && Snappy.uncompressedLength(packed.toByteArray()) != length) {
        throw new IOException("a page does not unpack to the length that it states");
      }
      if (decompressor != null) {
        decompressor.reset();
      }
      try (InputStream in = BlockStream.of(codec, packed.toInputStream(), decompressor)) {
        return BytesInput.from(read(in, length));
      }
    }

    private static byte[] read(InputStream in, int length) throws IOException {
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      byte[] piece = new byte[Math.min(Math.max(length, 1), 1 << 16)];
      int empty = 0;
      while (page.size() < length) {
        int read = in.read(piece, 0, Math.min(piece.length, length - page.size()));
        empty = read == 0 ? empty + 1 : 0;
        if (read < 0 || empty > MOST_EMPTY_READS) {
          throw new IOException(
              "a page unpacks to %d bytes, and states %d".formatted(page.size(), length));
        }
        page.write(piece, 0, read);
      }
      return page.toByteArray();
    }

    @Override
    public void decompress(ByteBuffer packed, int packedLength, ByteBuffer page, int length)
        throws IOException {
      ByteBuffer slice = packed.duplicate();
      slice.limit(slice.position() + packedLength);
      page.put(decompress(BytesInput.from(slice), length).toByteArray());
    }

    @Override
    public void release() {
      CodecPool.returnDecompressor(decompressor);
    }
  }
}
