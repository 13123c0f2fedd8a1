package io.espalier.data.raw;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a token of text is. */
public enum TokenUnit {
  /**
   * Runs of letters and digits in lower case, with apostrophes inside ({@code haven't}), and every
   * other visible character on its own. White space only separates.
   */
  WORDS {
    @Override
    Optional<String> next(CodePoints text) throws IOException {
      while (text.peek() >= 0 && isSpace(text.peek())) {
        text.read();
      }
      if (text.peek() < 0) {
        return Optional.empty();
      }
      StringBuilder word = new StringBuilder();
      while (text.peek() >= 0 && isWord(text.peek())) {
        word.appendCodePoint(Character.toLowerCase(text.read()));
        if (isApostrophe(text.peek()) && isWord(text.peekSecond())) {
          text.read();
          word.append('\'');
        }
      }
      if (word.length() == 0) {
        word.appendCodePoint(text.read());
      }
      return Optional.of(word.toString());
    }
  },
  /** Every character (Unicode code point), white space too. */
  CHARACTERS {
    @Override
    Optional<String> next(CodePoints text) throws IOException {
      return text.peek() < 0 ? Optional.empty() : Optional.of(Character.toString(text.read()));
    }
  };

  abstract Optional<String> next(CodePoints text) throws IOException;

  /** Reads tokens one by one. */
  Tokens read(Reader text) {
    return new Tokens(this, new CodePoints(text));
  }

  /** All tokens of a short text. */
  public String[] split(String text) {
    Tokens tokens = read(new StringReader(text));
    List<String> split = new ArrayList<>();
    try {
      for (Optional<String> token = tokens.next(); token.isPresent(); token = tokens.next()) {
        split.add(token.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return split.toArray(String[]::new);
  }

  private static boolean isWord(int point) {
    return point >= 0
        && (Character.isLetterOrDigit(point)
            || Character.getType(point) == Character.NON_SPACING_MARK);
  }

  private static boolean isSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point);
  }

  private static boolean isApostrophe(int point) {
    return point == '\'' || point == '’';
  }

  /** Tokens of one text, in order. */
  record Tokens(TokenUnit unit, CodePoints text) {
    Optional<String> next() throws IOException {
      return unit.next(text);
    }

    /** Line of the next character, from 1. */
    long line() {
      return text.line();
    }
  }
}
