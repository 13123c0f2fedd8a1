package io.espalier.format;

import java.util.List;
import java.util.Map;

/**
 * A zip, read through its directory. Nothing is unpacked but what is asked for, and memory is taken
 * only after sizes have been checked. Stored and deflated entries, zip64 included; no encryption.
 */
final class BoundedZip {
  private final SeekableInput file;
  private final Map<String, ZipDirectory.Entry> entries;

  private BoundedZip(SeekableInput file, Map<String, ZipDirectory.Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Reads the directory.
   *
   * @throws io.espalier.model.InputException if the file is no zip, damaged or beyond the limits
   */
  static BoundedZip open(SeekableInput file, Limits limits) {
    return new BoundedZip(file, ZipDirectory.read(file, limits));
  }

  /** Names of the entries, in the order of the directory. */
  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  boolean contains(String name) {
    return entries.containsKey(name);
  }

  /**
   * Unpacks an entry.
   *
   * @param most bytes that it may have
   * @throws io.espalier.model.InputException if there is none, or it is larger or damaged
   */
  byte[] read(String name, long most) {
    if (!contains(name)) {
      throw Unreadable.because(file.name(), "it is a zip without " + name);
    }
    return new ZipUnpacking(file, entries.get(name)).bytes(most);
  }
}
