package io.espalier.data.generate;

import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.StableHash;
import io.espalier.data.Task;
import java.util.Random;

/**
 * Strings of the Reber grammar (Reber 1967) and of the embedded one, whose second and last but one
 * symbol must be the same (Hochreiter and Schmidhuber 1997, Long Short-Term Memory). A language
 * model gets valid strings; a classification gets valid ones and ones with one symbol corrupted, in
 * turn.
 */
final class ReberGrammar implements Generator {
  private static final String SYMBOLS = "BEPSTVX";

  /** Symbols that leave each state after the opening B, and the states they lead to. */
  private static final String[] LEAVING = {"TP", "SX", "TV", "XS", "PV", "E"};

  private static final int[][] NEXT = {{1, 2}, {1, 3}, {2, 4}, {2, 5}, {3, 5}, {6}};
  private static final int END = 6;

  private final Form form;
  private final Task task;
  private final long seed;

  /** Which of the two grammars. */
  enum Form {
    SIMPLE,
    EMBEDDED
  }

  ReberGrammar(Form form, Task task, long seed) {
    this.form = form;
    this.task = task;
    this.seed = seed;
  }

  @Override
  public RawSequence generate(long index) {
    Random random = new Random(StableHash.of(seed, "reber-" + form, index));
    String valid = form == Form.SIMPLE ? simple(random) : embedded(random);
    boolean isCorrupted = task == Task.CLASSIFICATION && index % 2 == 1;
    String text = isCorrupted ? corrupted(valid, random) : valid;
    RawTarget target =
        task == Task.CLASSIFICATION
            ? RawTarget.label(isCorrupted ? "corrupted" : "valid")
            : RawTarget.NONE;
    RowOrigin origin = new RowOrigin(form == Form.SIMPLE ? "reber" : "embedded-reber", index + 1);
    return RawSequence.ofTokens("string-%09d".formatted(index), origin, text.split(""), target);
  }

  /** Whether a string belongs to the grammar. */
  boolean accepts(String text) {
    if (form == Form.SIMPLE) {
      return acceptsSimple(text);
    }
    int length = text.length();
    return length > 4
        && text.charAt(0) == 'B'
        && (text.charAt(1) == 'T' || text.charAt(1) == 'P')
        && text.charAt(length - 2) == text.charAt(1)
        && text.charAt(length - 1) == 'E'
        && acceptsSimple(text.substring(2, length - 2));
  }

  private static boolean acceptsSimple(String text) {
    if (!text.startsWith("B")) {
      return false;
    }
    int state = 0;
    for (char symbol : text.substring(1).toCharArray()) {
      int branch = state == END ? -1 : LEAVING[state].indexOf(symbol);
      if (branch < 0) {
        return false;
      }
      state = NEXT[state][branch];
    }
    return state == END;
  }

  private static String simple(Random random) {
    StringBuilder text = new StringBuilder("B");
    int state = 0;
    while (state != END) {
      int branch = random.nextInt(NEXT[state].length);
      text.append(LEAVING[state].charAt(branch));
      state = NEXT[state][branch];
    }
    return text.toString();
  }

  private static String embedded(Random random) {
    char frame = random.nextBoolean() ? 'T' : 'P';
    return "B" + frame + simple(random) + frame + "E";
  }

  private String corrupted(String valid, Random random) {
    while (true) {
      StringBuilder text = new StringBuilder(valid);
      text.setCharAt(
          random.nextInt(valid.length()), SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
      if (!accepts(text.toString())) {
        return text.toString();
      }
    }
  }
}
