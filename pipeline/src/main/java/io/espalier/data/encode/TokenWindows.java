package io.espalier.data.encode;

import io.espalier.data.Extent;
import io.espalier.data.RawSequence;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.SplitRule;
import io.espalier.data.Target;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/**
 * Cuts a stream of tokens into windows for {@link Extent#TOKENS}: {@code window} steps are {@code
 * window + 1} tokens, of which the first is only read and the last is only predicted.
 *
 * <p>Each part of the stream is cut on its own, so that no window reaches over a boundary between
 * splits. The last window of a part is shorter if the tokens end; every token of a part but its
 * first is predicted (if the stride is not longer than the window). Holds one window at a time.
 */
public final class TokenWindows implements Iterator<Placed> {
  private static final List<Split> SPLITS = List.of(Split.TRAIN, Split.VALIDATION, Split.TEST);

  private final String id;
  private final SplitRule.Parts parts;
  private final PrimitiveIterator.OfInt tokens;
  private final int stride;
  private final int[] buffer;
  private int buffered;
  private int part;
  private long start;
  private long number;

  /**
   * @param id of the stream; windows are numbered after it
   * @param parts of the stream, in tokens
   * @param tokens as many as the parts have
   */
  public TokenWindows(
      String id, SplitRule.Parts parts, PrimitiveIterator.OfInt tokens, int window, int stride) {
    this.id = id;
    this.parts = parts;
    this.tokens = tokens;
    this.stride = stride;
    this.buffer = new int[window + 1];
    settle();
  }

  /** Windows of a whole sequence of one split; a sequence that fits in one keeps its id. */
  public static Iterator<Placed> whole(
      Split split, String id, int[] tokens, int window, int stride) {
    if (tokens.length <= window + 1) {
      Sequence sequence = Sequence.ofTokens(id, tokens, new Target.NextToken());
      return List.of(new Placed(split, sequence)).iterator();
    }
    SplitRule.Parts parts = new SplitRule(0, 0, 0).parts(split, tokens.length);
    return new TokenWindows(id, parts, Arrays.stream(tokens).iterator(), window, stride);
  }

  @Override
  public boolean hasNext() {
    return part < SPLITS.size();
  }

  @Override
  public Placed next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Split split = SPLITS.get(part);
    long end = parts.to(split);
    int length = (int) Math.min(buffer.length, end - start);
    while (buffered < length) {
      buffer[buffered++] = tokens.nextInt();
    }
    Sequence sequence =
        Sequence.ofTokens(
            RawSequence.numbered(id, number),
            Arrays.copyOf(buffer, length),
            new Target.NextToken());
    number++;
    seek(start + buffer.length >= end ? end : Math.min(start + stride, end));
    settle();
    return new Placed(split, sequence);
  }

  /** Moves on to the first part that has two tokens left. */
  private void settle() {
    while (hasNext() && parts.to(SPLITS.get(part)) - start < 2) {
      seek(parts.to(SPLITS.get(part)));
      part++;
    }
  }

  private void seek(long position) {
    long skipped = position - start;
    if (skipped < buffered) {
      System.arraycopy(buffer, (int) skipped, buffer, 0, buffered - (int) skipped);
      buffered -= (int) skipped;
    } else {
      for (long i = buffered; i < skipped; i++) {
        tokens.nextInt();
      }
      buffered = 0;
    }
    start = position;
  }
}
