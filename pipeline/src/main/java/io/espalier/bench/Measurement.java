package io.espalier.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One contestant against another.
 *
 * @param configuration what both worked on
 * @param name what was done, for example {@code train-weights-90}
 * @param against what it is compared with
 * @param milliseconds median of the one
 * @param baseline median milliseconds of the other
 */
public record Measurement(
    String configuration, String name, String against, double milliseconds, double baseline) {
  /** How many times faster than the other. */
  public double ratio() {
    return baseline / milliseconds;
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("configuration", configuration);
    facts.put("case", name);
    facts.put("against", against);
    facts.put("ratio", rounded(ratio()));
    facts.put("milliseconds", rounded(milliseconds));
    facts.put("baseline-milliseconds", rounded(baseline));
    return facts;
  }

  /** To four digits that mean something. */
  static double rounded(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(4)).doubleValue();
  }
}
