package io.espalier.data.generate;

import io.espalier.data.Extent;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.StableHash;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import java.util.Locale;
import java.util.Random;

/**
 * Strings of a grammar. A language model gets valid ones; a classification gets valid ones and ones
 * with one symbol corrupted, in turn.
 */
interface ReberStrings extends Generator {
  ReberGrammar grammar();

  @Override
  default boolean serves(Task task) {
    return task.truth() != Truth.NUMBERS && task.extent() != Extent.SERIES;
  }

  @Override
  default Content content() {
    return Content.TOKENS;
  }

  @Override
  default RawSequence generate(Wish wish, long index) {
    Random random = new Random(StableHash.of(wish.seed(), "reber-" + grammar(), index));
    String valid = grammar().valid(random);
    boolean isLabelled = wish.task().truth() == Truth.LABEL;
    boolean isCorrupted = isLabelled && index % 2 == 1;
    String text = isCorrupted ? grammar().corrupted(valid, random) : valid;
    RawTarget target =
        isLabelled ? RawTarget.label(isCorrupted ? "corrupted" : "valid") : RawTarget.NONE;
    RowOrigin origin = new RowOrigin(name(), index + 1);
    return RawSequence.ofTokens(
        String.format(Locale.ROOT, "string-%09d", index), origin, text.split(""), target);
  }
}
