package io.espalier.data;

/** Which numbers a network can read: those whose size a float can hold. */
public final class FloatRange {
  private FloatRange() {}

  /** Whether the number is within the range; a missing one is. */
  public static boolean holds(double value) {
    return Double.isNaN(value) || Math.abs(value) <= Float.MAX_VALUE;
  }

  /** Why a number is refused, as a clause. */
  public static String complaint(String number, String column) {
    return "%s in %s is too large: numbers may be up to 3.4e38".formatted(number, column);
  }
}
