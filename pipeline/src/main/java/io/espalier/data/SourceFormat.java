package io.espalier.data;

import io.espalier.model.Named;
import io.espalier.model.Registry;
import java.io.Serializable;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A format of raw data, read or generated, and what is to be known about it before any of its data
 * is seen. A format is one class with one line in {@code META-INF/services}: a {@code RawReader}, a
 * {@code Generator}, or {@code ParquetRows}, which Spark reads. It has no state: formats of one
 * class are equal.
 */
public interface SourceFormat extends Named, Serializable {
  /** Every format there is, by the name that {@code data.source.format} gives it. */
  static Registry<SourceFormat> registered() {
    return Registry.of(SourceFormat.class, "data.source.format");
  }

  /** What a step of its sequences may be. */
  enum Content {
    NUMBERS,
    TOKENS,
    EITHER
  }

  /** Whether it has what the task learns from. */
  boolean serves(Task task);

  Content content();

  /** Width of a step, where it is always the same. */
  default OptionalInt width() {
    return OptionalInt.empty();
  }

  /** Whether sequences come from nothing, so that there are no files. */
  default boolean isGenerated() {
    return false;
  }

  /** Whether {@code data.source} must say which columns are features, label and targets. */
  default boolean needsColumns() {
    return false;
  }

  /** Whether its input is a text, in the column {@code data.source.text}. */
  default boolean hasTextColumn() {
    return false;
  }

  /** Whether a row is a step of a sequence, so that an order of steps is asked for. */
  default boolean hasStepRows() {
    return false;
  }

  /** Whether a row is a whole sequence with an id that no other row may have. */
  default boolean hasUniqueIds() {
    return false;
  }

  /** Keys of {@code data.source} that it does not heed, so that they are refused beside it. */
  default Set<String> unheeded() {
    return Set.of();
  }
}
