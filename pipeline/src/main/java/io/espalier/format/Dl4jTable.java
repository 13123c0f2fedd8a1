package io.espalier.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Classes of Deeplearning4j and what stands for them here.
 *
 * @param owner package of the classes, with a dot at its end
 * @param entries where several stand for one kind, the one that is written comes first
 */
record Dl4jTable<K>(String owner, List<Entry<K>> entries) {
  Dl4jTable {
    entries = List.copyOf(entries);
  }

  @SafeVarargs
  static <K> Dl4jTable<K> of(String owner, Entry<K>... entries) {
    return new Dl4jTable<>(owner, List.of(entries));
  }

  /**
   * A class.
   *
   * @param type its simple name
   * @param fields its numbers in the order of the kind
   */
  record Entry<K>(K kind, String type, List<Field> fields) {
    Entry {
      fields = List.copyOf(fields);
    }

    static <K> Entry<K> of(K kind, String type, Field... fields) {
      return new Entry<>(kind, type, Arrays.asList(fields));
    }

    /** The numbers that a configuration of the class holds. */
    List<Double> numbers(Dl4jPart part) {
      return fields.stream().map(f -> part.number(f.name(), f.absent())).toList();
    }
  }

  /**
   * A number.
   *
   * @param absent what it is where the field is missing or null
   */
  record Field(String name, double absent) {}

  /** The first class that stands for a kind. */
  Entry<K> of(K kind) {
    return entries.stream()
        .filter(entry -> entry.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Deeplearning4j has no " + kind));
  }

  /** Full name of the first class that stands for a kind. */
  String className(K kind) {
    return owner + of(kind).type();
  }

  /** The class of this full name; none where it is another's. */
  Optional<Entry<K>> named(String className) {
    return entries.stream().filter(entry -> className.equals(owner + entry.type())).findFirst();
  }

  /**
   * The class of a configuration.
   *
   * @param what it is, for the message
   * @throws io.espalier.model.InputException if the class is none of these
   */
  Entry<K> read(Dl4jPart part, String what) {
    return named(part.className())
        .orElseThrow(
            () ->
                part.refused(
                    "has the %s '%s', which is not known; known are %s"
                        .formatted(
                            what,
                            part.className().isEmpty() ? part.json() : part.className(),
                            String.join(", ", entries.stream().map(Entry::type).toList()))));
  }
}
