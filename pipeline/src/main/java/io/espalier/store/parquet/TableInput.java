package io.espalier.store.parquet;

import io.espalier.store.Address;
import io.espalier.store.SourceFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A raw Parquet file whose bytes cannot be reached fails otherwise than one whose bytes are wrong:
 * with an {@link UncheckedIOException}, which no reader of Parquet throws or catches.
 */
record TableInput(Configuration configuration, SourceFile file) implements InputFile {

  /** A reader that has read the footer; to be closed. */
  ParquetFileReader open() throws IOException {
    return ParquetFileReader.open(
        KnownTypes.of(this),
        HadoopReadOptions.builder(configuration)
            .usePageChecksumVerification()
            .withCodecFactory(new PageCodecs(configuration))
            .build());
  }

  @Override
  public long getLength() {
    return file.length();
  }

  @Override
  public SeekableInputStream newStream() {
    Address address = Address.of("data.source", file.path(), configuration);
    try {
      return new Reached(address.files().open(address.path()), file.name());
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException("the file has gone: " + address.path(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + address.path(), e);
    }
  }

  @Override
  public String toString() {
    return file.name();
  }

  private static final class Reached extends DelegatingSeekableInputStream {
    private final FSDataInputStream bytes;
    private final String name;

    private Reached(FSDataInputStream bytes, String name) {
      super(new Marked(bytes, name));
      this.bytes = bytes;
      this.name = name;
    }

    @Override
    public long getPos() throws IOException {
      return bytes.getPos();
    }

    @Override
    public void seek(long position) throws IOException {
      try {
        bytes.seek(position);
      } catch (IOException e) {
        throw marked(e, name);
      }
    }
  }

  private static final class Marked extends FilterInputStream {
    private final String name;

    private Marked(FSDataInputStream bytes, String name) {
      super(bytes);
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw marked(e, name);
      }
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        return in.read(into, from, length);
      } catch (IOException e) {
        throw marked(e, name);
      }
    }
  }

  /** An end too early and a wrong checksum say something of the file; all else of the way to it. */
  private static IOException marked(IOException e, String name) {
    if (e instanceof EOFException || e instanceof ChecksumException) {
      return e;
    }
    throw new UncheckedIOException("cannot read " + name, e);
  }
}
