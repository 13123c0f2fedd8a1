package io.espalier.data.raw;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The raw formats that are read from text, by name; one line each. */
public final class RawReaders {
  private static final Map<String, Function<ReadOptions, RawReader>> READERS =
      new TreeMap<>(
          Map.of(
              "wide", WideText::new,
              "long", LongText::new,
              "ts", TsFile::new,
              "labelled-text", LabelledText::new,
              "text", PlainText::new));

  private RawReaders() {}

  /** Names of all formats, sorted. */
  public static Set<String> names() {
    return READERS.keySet();
  }

  /** The reader of a format of {@link #names()}. */
  public static RawReader of(String format, ReadOptions options) {
    if (!READERS.containsKey(format)) {
      throw new IllegalArgumentException(
          "no reader of '%s', only of %s".formatted(format, List.copyOf(names())));
    }
    return READERS.get(format).apply(options);
  }
}
