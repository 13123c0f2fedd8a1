package io.espalier.data.encode;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of whole multiples of powers of two, without rounding: digits of base 2^32 whose carries
 * are put off (Kulisch 2008; Neal 2015, arXiv 1505.05571). Its value does not depend on the order
 * of adding and merging.
 */
final class ExactSum implements Serializable {
  private static final int BITS = 32;
  private static final long DIGIT = (1L << BITS) - 1;

  /** Digits that may be added to one before its carry must go on. */
  private static final int ROOM = 1 << 30;

  private long[] digits = new long[0];
  private int lowest;
  private int added;

  /**
   * Adds {@code sign · (high · 2^64 + low) · 2^exponent}.
   *
   * @param high at least 0
   * @param low unsigned
   * @param sign 1 or -1
   */
  void add(long high, long low, int exponent, int sign) {
    int place = Math.floorDiv(exponent, BITS);
    int shift = Math.floorMod(exponent, BITS);
    cover(place, place + 5);
    int at = place - lowest;
    long carried = 0;
    for (int d = 0; d < 4; d++) {
      long digit = (d < 2 ? low >>> BITS * d : high >>> BITS * (d - 2)) & DIGIT;
      long shifted = digit << shift;
      digits[at + d] += sign * ((shifted & DIGIT) | carried);
      carried = shifted >>> BITS;
    }
    digits[at + 4] += sign * carried;
    if (++added >= ROOM) {
      carry();
    }
  }

  /** Adds the other sum. */
  void merge(ExactSum other) {
    if (other.digits.length > 0) {
      carry();
      other.carry();
      cover(other.lowest, other.lowest + other.digits.length);
      for (int d = 0; d < other.digits.length; d++) {
        digits[other.lowest - lowest + d] += other.digits[d];
      }
      added = 2;
    }
  }

  /** The sum. */
  BigDecimal value() {
    BigInteger whole = BigInteger.ZERO;
    for (int d = digits.length - 1; d >= 0; d--) {
      whole = whole.shiftLeft(BITS).add(BigInteger.valueOf(digits[d]));
    }
    int exponent = lowest * BITS;
    return exponent >= 0
        ? new BigDecimal(whole.shiftLeft(exponent))
        : new BigDecimal(whole.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
  }

  private void carry() {
    long carried = 0;
    for (int d = 0; d < digits.length; d++) {
      long digit = digits[d] + carried;
      digits[d] = digit & DIGIT;
      carried = digit >> BITS;
    }
    if (carried != 0) {
      cover(lowest, lowest + digits.length + 1);
      digits[digits.length - 1] = carried;
    }
    added = 0;
  }

  /** Makes room for the digits {@code from} to before {@code to}. */
  private void cover(int from, int to) {
    if (digits.length == 0) {
      lowest = from;
    }
    int first = Math.min(from, lowest);
    int last = Math.max(to, lowest + digits.length);
    if (last - first > digits.length) {
      long[] wider = new long[last - first];
      System.arraycopy(digits, 0, wider, lowest - first, digits.length);
      digits = wider;
      lowest = first;
    }
  }
}
