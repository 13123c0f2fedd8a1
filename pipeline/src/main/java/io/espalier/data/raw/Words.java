package io.espalier.data.raw;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSet.SpanCondition;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * The words of a text, between the word boundaries of Unicode (UAX #29) as ICU finds them, with its
 * dictionaries for languages without spaces; the same on every JDK and in every locale. Memory is
 * bounded: a text is read by windows, which end before white space where there is any. Words of
 * more characters than a window has are cut.
 */
final class Words implements TokenUnit.Tokens {
  /** Characters that are read at once. */
  static final int WINDOW = 1 << 16;

  /** Characters before the end of a window where its boundaries may hang on what follows. */
  private static final int UNSURE = 256;

  /** White space and control characters. */
  private static final UnicodeSet SPACE = new UnicodeSet("[[:White_Space:][:Cc:]]").freeze();

  /** Characters that show nothing. */
  private static final UnicodeSet HIDDEN =
      new UnicodeSet(SPACE).addAll(new UnicodeSet("[:Default_Ignorable_Code_Point:]")).freeze();

  private final Reader reader;
  private final BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
  private final char[] buffer = new char[1 << 12];
  private final StringBuilder rest = new StringBuilder();
  private boolean isEnded;
  private String window = "";
  private int position;
  private long line = 1;

  Words(Reader reader) {
    this.reader = reader;
  }

  @Override
  public Optional<String> next() throws IOException {
    while (position < window.length() || advance()) {
      int start = position;
      position = breaks.next();
      String token = token(window.substring(start, position));
      if (!token.isEmpty()) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  @Override
  public long line() {
    return line;
  }

  /** The token that a piece between boundaries is; empty where it shows nothing. */
  private String token(String piece) {
    char first = piece.charAt(0);
    if (piece.charAt(piece.length() - 1) == '\n') {
      line++;
    }
    boolean isPlain = first > ' ' && first < 0x7f;
    String token = isPlain ? piece : piece.substring(SPACE.span(piece, SpanCondition.SIMPLE));
    if (!isPlain && HIDDEN.containsAll(token)) {
      return "";
    }
    String lower = UCharacter.toLowerCase(ULocale.ROOT, token);
    return lower.length() > 1 ? lower.replace('’', '\'') : lower;
  }

  /** Goes to the next window; false at the end of the text. */
  private boolean advance() throws IOException {
    while (!isEnded && rest.length() < WINDOW) {
      int read = reader.read(buffer, 0, Math.min(buffer.length, WINDOW - rest.length()));
      isEnded = read < 0;
      rest.append(buffer, 0, Math.max(read, 0));
    }
    int end = isEnded ? rest.length() : end();
    window = rest.substring(0, end);
    rest.delete(0, end);
    breaks.setText(window);
    position = 0;
    return end > 0;
  }

  /** Where a window that goes on ends: before white space, or at a boundary, or anywhere. */
  private int end() {
    for (int i = rest.length() - 1; i > 0; i--) {
      if (isSeparator(rest.charAt(i))) {
        return i;
      }
    }
    breaks.setText(rest.toString());
    int boundary = breaks.preceding(rest.length() - UNSURE);
    int last = rest.length() - 1;
    return boundary > 0 ? boundary : Character.isHighSurrogate(rest.charAt(last)) ? last : last + 1;
  }

  /** A cut before these changes no word, whatever stands before them and after. */
  private static boolean isSeparator(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\u3000';
  }
}
