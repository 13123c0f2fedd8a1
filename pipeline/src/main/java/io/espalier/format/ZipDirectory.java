package io.espalier.format;

import io.espalier.model.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The directory at the end of a zip (APPNOTE 6.3.10, sections 4.3.12 to 4.3.16). */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_SIZE = 56;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_SIZE = 20;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final int MOST_COMMENT = 0xffff;
  private static final long IN_64 = 0xffffffffL;
  private static final int EXTRA_64 = 1;

  private final SeekableInput file;

  private ZipDirectory(SeekableInput file) {
    this.file = file;
  }

  /**
   * An entry as the directory has it.
   *
   * @param method 0 for stored, 8 for deflated
   */
  record Entry(String name, int flags, int method, int crc, Extent extent) {}

  /**
   * @param packed bytes in the file
   * @param size bytes unpacked
   * @param from where the header begins in the file
   * @param to where the next one begins
   */
  record Extent(long packed, long size, long from, long to) {}

  /** Where the directory is. */
  private record Place(long entries, long size, long from, long to) {}

  /** The entries by name, in order. */
  static Map<String, Entry> read(SeekableInput file, Limits limits) {
    if (file.length() > limits.fileBytes()) {
      throw Unreadable.because(
          file.name(),
          "it has %d bytes, and at most %d are read".formatted(file.length(), limits.fileBytes()));
    }
    try {
      return new ZipDirectory(file).entries(limits);
    } catch (IOException e) {
      throw new UncheckedIOException(file.name(), e);
    }
  }

  private Map<String, Entry> entries(Limits limits) throws IOException {
    Place place = place();
    if (place.entries > limits.entries()) {
      throw Unreadable.because(
          file.name(),
          "it is a zip of %d entries, and at most %d are read"
              .formatted(place.entries, limits.entries()));
    }
    if (place.entries < 0
        || place.size < place.entries * HEADER_SIZE
        || place.size > limits.textBytes()
        || place.from < 0
        || place.from != place.to - place.size) {
      throw damaged("its directory does not lie where its end says");
    }
    ByteBuffer in = bytes(place.from, (int) place.size);
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < place.entries; i++) {
      Entry entry = entry(in);
      if (entries.put(entry.name(), entry) != null) {
        throw damaged("it has two entries " + entry.name());
      }
    }
    if (in.hasRemaining()) {
      throw damaged("its directory holds more than its entries");
    }
    return apart(entries, place.from);
  }

  private Place place() throws IOException {
    int tail = (int) Math.min(file.length(), END_SIZE + MOST_COMMENT);
    long start = file.length() - tail;
    ByteBuffer in = bytes(start, tail);
    for (int at = tail - END_SIZE; at >= 0; at--) {
      if (in.getInt(at) == END
          && at + END_SIZE + Short.toUnsignedInt(in.getShort(at + 20)) == tail) {
        long end = start + at;
        int total = Short.toUnsignedInt(in.getShort(at + 10));
        long size = Integer.toUnsignedLong(in.getInt(at + 12));
        long from = Integer.toUnsignedLong(in.getInt(at + 16));
        if (total == 0xffff || size == IN_64 || from == IN_64) {
          return place64(end);
        }
        if (in.getInt(at + 4) != 0 || in.getShort(at + 8) != in.getShort(at + 10)) {
          throw damaged("it is one of several parts");
        }
        return new Place(total, size, from, end);
      }
    }
    throw Unreadable.because(file.name(), Likeness.of(file));
  }

  private Place place64(long end) throws IOException {
    if (end < LOCATOR_64_SIZE + END_64_SIZE) {
      throw damaged("its zip64 end is missing");
    }
    ByteBuffer locator = bytes(end - LOCATOR_64_SIZE, LOCATOR_64_SIZE);
    long at = locator.getLong(8);
    if (locator.getInt(0) != LOCATOR_64 || at != end - LOCATOR_64_SIZE - END_64_SIZE) {
      throw damaged("its zip64 end is missing");
    }
    ByteBuffer in = bytes(at, END_64_SIZE);
    if (in.getInt(0) != END_64
        || in.getLong(4) != END_64_SIZE - 12
        || in.getLong(16) != 0
        || in.getLong(24) != in.getLong(32)) {
      throw damaged("its zip64 end is not one");
    }
    return new Place(in.getLong(32), in.getLong(40), in.getLong(48), at);
  }

  private Entry entry(ByteBuffer in) {
    if (in.remaining() < HEADER_SIZE || in.getInt(in.position()) != HEADER) {
      throw damaged("its directory does not hold the entries that its end counts");
    }
    ByteBuffer head = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    int name = Short.toUnsignedInt(head.getShort(28));
    int extra = Short.toUnsignedInt(head.getShort(30));
    int whole = HEADER_SIZE + name + extra + Short.toUnsignedInt(head.getShort(32));
    if (in.remaining() < whole) {
      throw damaged("its directory ends inside an entry");
    }
    in.position(in.position() + whole);
    head.limit(HEADER_SIZE + name + extra).position(HEADER_SIZE);
    String legal = legal(head.slice().limit(name));
    head.position(HEADER_SIZE + name);
    long size = Integer.toUnsignedLong(head.getInt(24));
    long packed = Integer.toUnsignedLong(head.getInt(20));
    long from = Integer.toUnsignedLong(head.getInt(42));
    if (size == IN_64 || packed == IN_64 || from == IN_64) {
      ByteBuffer wide = extra64(head);
      size = size == IN_64 ? wide(wide) : size;
      packed = packed == IN_64 ? wide(wide) : packed;
      from = from == IN_64 ? wide(wide) : from;
    }
    return new Entry(
        legal,
        Short.toUnsignedInt(head.getShort(8)),
        Short.toUnsignedInt(head.getShort(10)),
        head.getInt(16),
        new Extent(packed, size, from, 0));
  }

  private ByteBuffer extra64(ByteBuffer head) {
    while (head.remaining() >= 4) {
      int id = Short.toUnsignedInt(head.getShort());
      int length = Short.toUnsignedInt(head.getShort());
      if (length > head.remaining()) {
        break;
      }
      if (id == EXTRA_64) {
        return head.slice().limit(length).order(ByteOrder.LITTLE_ENDIAN);
      }
      head.position(head.position() + length);
    }
    throw damaged("an entry's zip64 sizes are missing");
  }

  private long wide(ByteBuffer in) {
    if (in.remaining() < Long.BYTES) {
      throw damaged("an entry's zip64 sizes are missing");
    }
    return in.getLong();
  }

  private String legal(ByteBuffer bytes) {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw Unreadable.because(file.name(), "the name of an entry is not UTF-8", e);
    }
    if (name.isEmpty()
        || name.startsWith("/")
        || name.contains("\\")
        || name.contains(":")
        || name.chars().anyMatch(c -> c < ' ')
        || Arrays.asList(name.split("/")).contains("..")) {
      throw damaged("an entry has the name '%s', which leaves its folder".formatted(name));
    }
    return name;
  }

  /** The entries with their ends; they must not share bytes. */
  private Map<String, Entry> apart(Map<String, Entry> entries, long directory) {
    List<Entry> inOrder =
        entries.values().stream()
            .sorted(Comparator.comparingLong(entry -> entry.extent().from()))
            .toList();
    for (int i = 0; i < inOrder.size(); i++) {
      Entry entry = inOrder.get(i);
      Extent old = entry.extent();
      long to = i + 1 < inOrder.size() ? inOrder.get(i + 1).extent().from() : directory;
      if (old.from() < 0
          || old.packed() < 0
          || old.size() < 0
          || to > directory
          || old.packed() > to - old.from() - LOCAL_SIZE) {
        throw damaged("entry %s overlaps what follows it".formatted(entry.name()));
      }
      Extent extent = new Extent(old.packed(), old.size(), old.from(), to);
      entries.put(
          entry.name(),
          new Entry(entry.name(), entry.flags(), entry.method(), entry.crc(), extent));
    }
    return entries;
  }

  private ByteBuffer bytes(long from, int length) throws IOException {
    return ByteBuffer.wrap(file.exactly(from, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private InputException damaged(String what) {
    return Unreadable.because(file.name(), "it is a damaged zip: " + what);
  }
}
