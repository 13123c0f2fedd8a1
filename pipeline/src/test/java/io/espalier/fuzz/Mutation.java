package io.espalier.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/** Bytes that are changed a little. */
public final class Mutation {
  private static final String ODD = "\"\"\"'',;\t\n\r\0#@:(\\\u00e9\u00ff\u00fe{[<?1a.-";

  private static final String[] WORDS = {
    "NaN",
    "NA",
    "null",
    "-1",
    "0",
    "1e300",
    "2147483648",
    "9999999999999999999",
    "inf",
    "1,5",
    "\ufeff",
    "\u00ef\u00bb\u00bf",
    "\u00e0\u00a4\u00bf",
    "\u200d",
    "{}",
    "[[",
    "${a}",
    "\"\"",
    "\r\n",
    "\u001b[2J"
  };

  private static final int MOST = 1 << 16;

  private Mutation() {}

  /** Up to six marks, words, cuts and repetitions at any place; sometimes none. */
  public static byte[] of(byte[] bytes, Random random) {
    StringBuilder text = new StringBuilder(new String(bytes, ISO_8859_1));
    for (int i = random.nextInt(7); i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(4) == 0 ? 64 : 4));
      switch (random.nextInt(6)) {
        case 0 -> text.insert(at, ODD.charAt(random.nextInt(ODD.length())));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(at, text.substring(at / 2, at));
        case 3 -> text.insert(at, WORDS[random.nextInt(WORDS.length)]);
        case 4 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
        default -> {
          if (at < text.length()) {
            text.setCharAt(at, (char) ((text.charAt(at) ^ (1 << random.nextInt(8))) & 0xff));
          }
        }
      }
      text.setLength(Math.min(text.length(), MOST));
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  /** As many bits as are asked for, each another one; the length stays. */
  public static byte[] bits(byte[] bytes, int count, Random random) {
    byte[] changed = bytes.clone();
    for (int i = 0; i < count && changed.length > 0; i++) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }
}
