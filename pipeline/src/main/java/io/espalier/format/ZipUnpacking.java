package io.espalier.format;

import io.espalier.format.ZipDirectory.Entry;
import io.espalier.model.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks one entry of a zip. */
final class ZipUnpacking {
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;
  private static final int ENCRYPTED = 1;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** More than deflate can make of a byte. */
  private static final long MOST_GROWTH = 1040;

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int CHUNK = 1 << 16;

  private final SeekableInput file;
  private final Entry entry;

  ZipUnpacking(SeekableInput file, Entry entry) {
    this.file = file;
    this.entry = entry;
  }

  byte[] bytes(long most) {
    long size = entry.extent().size();
    long packed = entry.extent().packed();
    if (size > Math.min(most, LARGEST_ARRAY)) {
      throw problem("has %d bytes, and at most %d are read".formatted(size, most));
    }
    if ((entry.flags() & ENCRYPTED) != 0) {
      throw problem("is encrypted; legal is plain");
    }
    if (entry.method() != STORED && entry.method() != DEFLATED) {
      throw problem("is packed by method %d; legal is 0 or 8".formatted(entry.method()));
    }
    if (entry.method() == STORED ? packed != size : size / MOST_GROWTH > packed) {
      throw problem("cannot have %d bytes in %d".formatted(size, packed));
    }
    try {
      long from = start();
      byte[] bytes =
          entry.method() == STORED
              ? file.exactly(from, (int) size)
              : inflated(from, new byte[(int) size]);
      CRC32 sum = new CRC32();
      sum.update(bytes);
      if ((int) sum.getValue() != entry.crc()) {
        throw problem("does not have its checksum; the file is damaged");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(file.name(), e);
    }
  }

  /** Where its bytes begin, behind a header that must say the same as the directory. */
  private long start() throws IOException {
    ByteBuffer head = little(file.exactly(entry.extent().from(), LOCAL_SIZE));
    byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
    long from =
        entry.extent().from() + LOCAL_SIZE + name.length + Short.toUnsignedInt(head.getShort(28));
    if (head.getInt(0) != LOCAL
        || Short.toUnsignedInt(head.getShort(8)) != entry.method()
        || Short.toUnsignedInt(head.getShort(26)) != name.length
        || from + entry.extent().packed() > entry.extent().to()
        || !Arrays.equals(name, file.exactly(entry.extent().from() + LOCAL_SIZE, name.length))) {
      throw problem("is not where the directory says; the file is damaged");
    }
    return from;
  }

  private byte[] inflated(long from, byte[] into) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      byte[] behind = new byte[1];
      long packed = entry.extent().packed();
      long taken = 0;
      int done = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput() && taken < packed) {
          int next = (int) Math.min(CHUNK, packed - taken);
          inflater.setInput(file.exactly(from + taken, next));
          taken += next;
        }
        int more =
            done < into.length
                ? inflater.inflate(into, done, into.length - done)
                : inflater.inflate(behind);
        done += more;
        boolean isStarved = more == 0 && inflater.needsInput() && taken == packed;
        if (done > into.length
            || inflater.needsDictionary()
            || (isStarved && !inflater.finished())) {
          break;
        }
      }
      if (!inflater.finished() || done != into.length || inflater.getBytesRead() != packed) {
        throw problem("does not unpack to the size that it states; the file is damaged");
      }
      return into;
    } catch (DataFormatException e) {
      throw Unreadable.because(
          file.name(), "%s cannot be unpacked; the file is damaged".formatted(entry.name()), e);
    } finally {
      inflater.end();
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private InputException problem(String what) {
    return Unreadable.because(file.name(), entry.name() + " " + what);
  }
}
