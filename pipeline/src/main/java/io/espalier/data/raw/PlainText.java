package io.espalier.data.raw;

import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plain text for language models: each file is one long sequence of tokens, which comes in pieces
 * of at most {@value #PIECE} tokens that all bear the file's name as id.
 */
public record PlainText() implements RawReader {
  private static final int PIECE = 4096;

  @Override
  public String name() {
    return "text";
  }

  @Override
  public boolean serves(Task task) {
    return task.truth() == Truth.NEXT_TOKEN;
  }

  @Override
  public Content content() {
    return Content.TOKENS;
  }

  @Override
  public boolean isStream() {
    return true;
  }

  @Override
  public Set<String> unheeded() {
    return Set.of(
        "delimiter",
        "quote",
        "escape",
        "comment",
        "decimal",
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
        "text",
        "count",
        "length");
  }

  @Override
  public Iterator<Parsed> read(ReadOptions options, String file, Reader text) {
    Reader beginning =
        options.maximumCharacters() > 0 ? new Beginning(text, options.maximumCharacters()) : text;
    return new Pieces(file, options.unit().read(beginning));
  }

  private static final class Pieces extends ParsedRows {
    private final TokenUnit.Tokens tokens;

    private Pieces(String file, TokenUnit.Tokens tokens) {
      super(file);
      this.tokens = tokens;
    }

    @Override
    Optional<Parsed> advance() throws IOException {
      long line = tokens.line();
      List<String> piece = new ArrayList<>();
      Optional<String> token = tokens.next();
      while (token.isPresent()) {
        piece.add(token.get());
        token = piece.size() < PIECE ? tokens.next() : Optional.empty();
      }
      return piece.isEmpty()
          ? Optional.empty()
          : Optional.of(
              RawSequence.ofTokens(
                  file(),
                  new RowOrigin(file(), line),
                  piece.toArray(String[]::new),
                  RawTarget.NONE));
    }
  }

  /** The first characters (code points) of a text. */
  private static final class Beginning extends Reader {
    private final Reader text;
    private long left;
    private boolean isHalf;

    private Beginning(Reader text, long characters) {
      this.text = text;
      this.left = characters;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      if (left <= 0 && !isHalf) {
        return -1;
      }
      int read = text.read(buffer, offset, (int) Math.min(length, Math.max(left, 1)));
      for (int i = offset; i < offset + read; i++) {
        left -= Character.isLowSurrogate(buffer[i]) ? 0 : 1;
        isHalf = Character.isHighSurrogate(buffer[i]);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }
}
