package io.espalier.data.generate;

import java.util.Random;

/** Which strings are valid. */
enum ReberGrammar {
  /** Of Reber 1967. */
  SIMPLE,
  /**
   * Between two symbols, the second and the last but one, that must be the same (Hochreiter and
   * Schmidhuber 1997, Long Short-Term Memory).
   */
  EMBEDDED;

  private static final String SYMBOLS = "BEPSTVX";

  /** Symbols that leave each state after the opening B, and the states they lead to. */
  private static final String[] LEAVING = {"TP", "SX", "TV", "XS", "PV", "E"};

  private static final int[][] NEXT = {{1, 2}, {1, 3}, {2, 4}, {2, 5}, {3, 5}, {6}};
  private static final int END = 6;

  /** A valid string. */
  String valid(Random random) {
    if (this == SIMPLE) {
      return simple(random);
    }
    char frame = random.nextBoolean() ? 'T' : 'P';
    return "B" + frame + simple(random) + frame + "E";
  }

  /** Whether a string belongs to the grammar. */
  boolean accepts(String text) {
    if (this == SIMPLE) {
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

  /** The string with one symbol changed so that it is no longer valid. */
  String corrupted(String valid, Random random) {
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
