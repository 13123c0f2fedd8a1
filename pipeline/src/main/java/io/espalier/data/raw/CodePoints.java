package io.espalier.data.raw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Code points of a text with two of them in sight; -1 stands for the end, as in {@link Reader}. */
final class CodePoints {
  private final Reader reader;
  private int first;
  private int second;
  private boolean isPrimed;
  private long line = 1;

  CodePoints(Reader reader) {
    this.reader = new BufferedReader(reader);
  }

  int peek() throws IOException {
    prime();
    return first;
  }

  int peekSecond() throws IOException {
    prime();
    return second;
  }

  int read() throws IOException {
    prime();
    int point = first;
    if (point == '\n') {
      line++;
    }
    first = second;
    second = fetch();
    return point;
  }

  long line() {
    return line;
  }

  private void prime() throws IOException {
    if (!isPrimed) {
      isPrimed = true;
      first = fetch();
      second = fetch();
    }
  }

  private int fetch() throws IOException {
    int high = reader.read();
    if (high < 0 || !Character.isHighSurrogate((char) high)) {
      return high;
    }
    int low = reader.read();
    return low < 0 ? high : Character.toCodePoint((char) high, (char) low);
  }
}
