package io.espalier.model;

import java.util.Locale;

/** How the names of Java become those of configurations, files and messages. */
public final class Names {
  private Names() {}

  /** {@code EARLY_STOPPING} becomes {@code early-stopping}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code earlyStopping} and {@code EarlyStopping} become {@code early-stopping}. */
  public static String of(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** {@code EARLY_STOPPING} becomes {@code early stopping}. */
  public static String words(Enum<?> constant) {
    return of(constant).replace('-', ' ');
  }
}
