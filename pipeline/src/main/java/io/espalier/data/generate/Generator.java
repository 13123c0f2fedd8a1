package io.espalier.data.generate;

import io.espalier.data.RawSequence;
import io.espalier.data.SourceFormat;
import io.espalier.data.Task;
import java.io.Serializable;
import java.util.Set;

/** Makes sequences from nothing; sequence i is a function of what is wished for and i. */
public interface Generator extends SourceFormat {
  /**
   * What is wished for.
   *
   * @param task what the data is for
   * @param length steps of a sequence, where the format leaves it open
   */
  record Wish(Task task, int length, long seed) implements Serializable {}

  /** The sequence at a position, counted from 0. */
  RawSequence generate(Wish wish, long index);

  /** Whether its sequences have the length that is wished for. */
  default boolean hasLength() {
    return false;
  }

  @Override
  default boolean isGenerated() {
    return true;
  }

  @Override
  default Set<String> unheeded() {
    return Set.of(
        "delimiter",
        "quote",
        "escape",
        "comment",
        "decimal",
        "encoding",
        "missing-markers",
        "content",
        "id",
        "id-scope",
        "order-type",
        "order-pattern",
        "order",
        "features",
        "label",
        "target",
        "text");
  }
}
