package io.espalier.data.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The characters of a text, decoded strictly. What is not of the encoding is a {@link RefusedText}
 * with its line; only in lines of comment is it let pass, as a replacement character. Byte order
 * marks at the beginning of lines (of files that were put one after the other) are left out.
 */
public final class DecodedText extends Reader {
  private static final char MARK = '\uFEFF';

  private final InputStream bytes;
  private final Charset encoding;
  private final CharsetDecoder decoder;
  private final String comment;
  private final ByteBuffer in = ByteBuffer.allocate(1 << 16).limit(0);
  private final CharBuffer out = CharBuffer.allocate(1 << 16).limit(0);
  private boolean isStarted;
  private boolean isText;
  private boolean isAtEnd;
  private boolean isFlushed;
  private boolean isLineStart = true;
  private boolean isComment;
  private char last = '\n';
  private long line = 1;

  /**
   * @param bytes not compressed
   * @param encoding name of a charset
   * @param comment character that begins a line of comment; empty for none
   */
  public DecodedText(InputStream bytes, String encoding, String comment) {
    this.bytes = bytes;
    this.encoding = Charset.forName(encoding);
    this.decoder =
        this.encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.comment = comment;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    while (!out.hasRemaining() && length > 0) {
      if (isFlushed) {
        return -1;
      }
      fill();
    }
    int count = Math.min(length, out.remaining());
    out.get(buffer, offset, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private void fill() throws IOException {
    more();
    out.clear().limit(out.capacity() - 1); // one is left for a replacement
    CoderResult result = decoder.decode(in, out, isAtEnd);
    if (result.isUnderflow() && isAtEnd) {
      isFlushed = decoder.flush(out).isUnderflow();
    }
    int decoded = out.position();
    heed();
    if (result.isError() && isComment) {
      in.position(in.position() + result.length());
      out.limit(out.limit() + 1).put(out.limit() - 1, '\uFFFD');
    } else if (result.isError() && decoded == 0) {
      throw new RefusedText(line, wrong(result.length()));
    }
  }

  private void more() throws IOException {
    in.compact();
    int read = isAtEnd ? 0 : bytes.readNBytes(in.array(), in.position(), in.remaining());
    isAtEnd |= read < in.remaining();
    in.position(in.position() + read).flip();
    if (!isStarted) {
      isStarted = true;
      byte[] head = Arrays.copyOf(in.array(), in.limit());
      FileBeginning.check(head, encoding);
      isText = FileBeginning.isText(head);
    }
  }

  /** Counts lines and leaves byte order marks out of what was decoded. */
  private void heed() throws RefusedText {
    char[] characters = out.array();
    int kept = 0;
    for (int i = 0; i < out.position(); i++) {
      char character = characters[i];
      if (character == 0) {
        throw new RefusedText(
            line,
            "a NUL character, which no text holds; the file is damaged, binary or not "
                + encoding.name());
      }
      if (isLineStart && character == MARK) {
        continue;
      }
      if (isLineStart) {
        isComment = !comment.isEmpty() && character == comment.charAt(0);
      }
      characters[kept++] = character;
      isLineStart = character == '\n' || character == '\r';
      if (character == '\r' || character == '\n' && last != '\r') {
        line++;
      }
      isComment &= !isLineStart;
      last = character;
    }
    out.position(0).limit(kept);
  }

  private String wrong(int length) {
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < length; i++) {
      found.append("%02X".formatted(in.get(in.position() + i)));
    }
    if (!isText) {
      return "the file is binary: byte %s is not %s".formatted(found, encoding.name());
    }
    int first = in.get(in.position()) & 0xFF;
    String guess = first < 0xA0 ? "windows-1252" : "ISO-8859-1";
    return "the text is not %s: byte %s%s"
        .formatted(
            encoding.name(),
            found,
            encoding.equals(StandardCharsets.UTF_8)
                ? ", perhaps of %s; say data.source.encoding = %s if so".formatted(guess, guess)
                : "; say data.source.encoding");
  }
}
