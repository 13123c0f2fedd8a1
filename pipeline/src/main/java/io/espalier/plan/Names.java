package io.espalier.plan;

import java.util.Locale;

/** How the names of Java become those of a configuration. */
public final class Names {
  private Names() {}

  /** {@code EARLY_STOPPING} becomes {@code early-stopping}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code earlyStopping} and {@code EarlyStopping} become {@code early-stopping}. */
  static String of(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
