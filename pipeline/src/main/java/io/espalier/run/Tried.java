package io.espalier.run;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Where a network stands to the limit that pruning goes to.
 *
 * @param key of the limit, for example {@code prune.until.quality-loss}
 * @param most the largest value allowed
 * @param reached the network's own
 * @param isChosen whether the network is the one that the run came to
 */
public record Tried(String key, double most, double reached, boolean isChosen) {
  /** By how much more than allowed a difference of two fractions may be for their rounding. */
  private static final double ROUNDING = 1e-9;

  /** The same of the network that the run came to. */
  Tried chosen() {
    return new Tried(key, most, reached, true);
  }

  /** Whether it is allowed. */
  public boolean isWithin() {
    return reached <= most + ROUNDING;
  }

  /** What is limited, for example {@code quality-loss}. */
  public String name() {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** For example {@code quality-loss 0.0044, within prune.until.quality-loss = 0.01}. */
  public String text() {
    return "%s %s, %s %s".formatted(name(), shown(), isWithin() ? "within" : "NOT within", limit());
  }

  /** For example {@code prune.until.quality-loss = 0.01}. */
  public String limit() {
    return key + " = " + number(most) + unit();
  }

  /** What was reached, with its unit. */
  public String shown() {
    return number(reached) + unit();
  }

  private String unit() {
    return name().equals("latency") ? " ms" : "";
  }

  /** A number with four digits, or all digits of a whole one. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return "infinite";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
