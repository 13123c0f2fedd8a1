package io.espalier.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Which parameters live: one bit each, 1 = keep. */
public final class Mask implements Serializable {
  private final long[] words;
  private final int length;

  private Mask(long[] words, int length) {
    this.words = words;
    this.length = length;
  }

  /** A mask that keeps everything. */
  public static Mask all(int length) {
    long[] words = new long[(length + 63) >>> 6];
    Arrays.fill(words, -1L);
    if ((length & 63) != 0) {
      words[words.length - 1] = -1L >>> (64 - (length & 63));
    }
    return new Mask(words, length);
  }

  /** A mask that keeps exactly the parameters that are not 0. */
  public static Mask ofNonzero(float[] parameters) {
    long[] words = new long[(parameters.length + 63) >>> 6];
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] != 0f) {
        words[i >>> 6] |= 1L << i;
      }
    }
    return new Mask(words, parameters.length);
  }

  /** The mask of these words, bit i of word w for parameter 64 w + i. */
  public static Mask ofWords(long[] words, int length) {
    if (words.length != (length + 63) >>> 6) {
      throw new IllegalArgumentException(
          "%d words cannot hold %d bits exactly".formatted(words.length, length));
    }
    return new Mask(words.clone(), length);
  }

  /** This mask with further parameters pruned. */
  public Mask without(int[] parameters) {
    long[] pruned = words.clone();
    for (int parameter : parameters) {
      pruned[parameter >>> 6] &= ~(1L << parameter);
    }
    return new Mask(pruned, length);
  }

  public int length() {
    return length;
  }

  /** Whether a parameter is kept. */
  public boolean keeps(int parameter) {
    return (words[parameter >>> 6] >>> parameter & 1L) != 0;
  }

  /** Number of parameters kept. */
  public int kept() {
    return Arrays.stream(words).mapToInt(Long::bitCount).sum();
  }

  /** Number of parameters kept in {@code [from, to)}. */
  public int kept(int from, int to) {
    Slice slice = new Slice(from, to);
    int kept = 0;
    for (int word = slice.firstWord(); word < slice.endWord(); word++) {
      kept += Long.bitCount(bits(word, slice));
    }
    return kept;
  }

  /** The bits of a word; those outside the slice are 0. */
  public long bits(int word, Slice slice) {
    long bits = words[word];
    if (word == slice.firstWord()) {
      bits &= -1L << slice.from();
    }
    if (word == slice.endWord() - 1 && (slice.to() & 63) != 0) {
      bits &= -1L >>> (64 - (slice.to() & 63));
    }
    return bits;
  }

  /** Fraction of a block's parameters that is kept, in [0, 1]. */
  public double density(ParameterBlock block) {
    return (double) kept(block.offset(), block.end()) / block.length();
  }

  /** Parameters kept by both. */
  public Mask and(Mask other) {
    if (length != other.length) {
      throw new IllegalArgumentException(
          "masks of %d and %d parameters do not meet".formatted(length, other.length));
    }
    long[] both = words.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] &= other.words[i];
    }
    return new Mask(both, length);
  }

  /**
   * SHA-256 of length and bits, as lower-case hex: equal masks have equal hashes on any machine.
   */
  public String contentHash() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + words.length * Long.BYTES);
    bytes.putInt(length);
    bytes.asLongBuffer().put(words);
    return Sha256.hex(bytes.array());
  }

  /** Whether nothing is pruned. */
  public boolean isAll() {
    return kept() == length;
  }

  /** A copy of the bits, 64 parameters a word. */
  public long[] words() {
    return words.clone();
  }

  /** 1 for kept and 0 for pruned parameters. */
  public float[] toFloats() {
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = keeps(i) ? 1f : 0f;
    }
    return floats;
  }

  /** A copy with exactly 0 at pruned positions. */
  public float[] applyTo(float[] parameters) {
    if (parameters.length != length) {
      throw new IllegalArgumentException(
          "mask of %d parameters put on %d".formatted(length, parameters.length));
    }
    float[] masked = parameters.clone();
    for (int i = 0; i < length; i++) {
      if (!keeps(i)) {
        masked[i] = 0f;
      }
    }
    return masked;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask that && length == that.length && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(words) + length;
  }

  @Override
  public String toString() {
    return "Mask[%d of %d kept]".formatted(kept(), length);
  }
}
