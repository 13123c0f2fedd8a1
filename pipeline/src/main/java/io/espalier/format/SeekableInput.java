package io.espalier.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that is read from any place in it. */
public interface SeekableInput extends Closeable {
  /** The file's name, for messages. */
  String name();

  /** Bytes in it. */
  long length();

  /**
   * Reads some bytes.
   *
   * @return how many, at least 1 unless length is 0; -1 at or behind the end
   */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /**
   * Reads so many bytes.
   *
   * @throws EOFException if the file ends before
   */
  default byte[] exactly(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      int read = read(position + done, bytes, done, length - done);
      if (read <= 0) {
        throw new EOFException("%s ends at byte %d".formatted(name(), position + done));
      }
      done += read;
    }
    return bytes;
  }

  /** A file of the local file system. */
  static SeekableInput of(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path);
    long length = channel.size();
    return new SeekableInput() {
      @Override
      public String name() {
        return path.toString();
      }

      @Override
      public long length() {
        return length;
      }

      @Override
      public int read(long position, byte[] into, int offset, int size) throws IOException {
        return channel.read(ByteBuffer.wrap(into, offset, size), position);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** A file that is in memory. */
  static SeekableInput of(byte[] bytes, String name) {
    return new SeekableInput() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public int read(long position, byte[] into, int offset, int size) {
        if (position >= bytes.length) {
          return -1;
        }
        int read = (int) Math.min(size, bytes.length - position);
        System.arraycopy(bytes, (int) position, into, offset, read);
        return read;
      }

      @Override
      public void close() {}
    };
  }
}
