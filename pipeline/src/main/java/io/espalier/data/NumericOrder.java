package io.espalier.data;

import java.util.Collection;
import java.util.Comparator;

/** Orders texts of raw data: as numbers where all of them are numbers, otherwise as text. */
public final class NumericOrder {
  private NumericOrder() {}

  /** The order that suits all of these texts; numbers written in two ways are equal. */
  public static Comparator<String> of(Collection<String> texts) {
    return texts.stream().allMatch(NumericOrder::isNumber)
        ? Comparator.comparingDouble(Double::parseDouble)
        : Comparator.naturalOrder();
  }

  /** Whether the text is a finite number. */
  public static boolean isNumber(String text) {
    if (text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1))) {
      return false;
    }
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
