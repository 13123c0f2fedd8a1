package io.espalier.data;

import java.util.Locale;

/** The three parts of a dataset. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** Name of the split's folder in a dataset. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
