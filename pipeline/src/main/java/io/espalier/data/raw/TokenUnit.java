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
   * What stands between the word boundaries of Unicode, in lower case: words with their accents,
   * vowel signs and inner apostrophes ({@code haven't}, whichever apostrophe was written), numbers,
   * and every other visible character or emoji on its own. Languages without spaces are split by a
   * dictionary. White space, control characters and what shows nothing only separate.
   */
  WORDS {
    @Override
    Tokens read(Reader text) {
      return new Words(text);
    }
  },
  /** Every character (Unicode code point), white space too. */
  CHARACTERS {
    @Override
    Tokens read(Reader text) {
      return new CodePoints(text);
    }
  };

  /** Reads tokens one by one. */
  abstract Tokens read(Reader text);

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

  /** Tokens of one text, in order; for one thread. */
  interface Tokens {
    /** The next token; empty at the end. */
    Optional<String> next() throws IOException;

    /** Line of the next character, from 1. */
    long line();
  }
}
