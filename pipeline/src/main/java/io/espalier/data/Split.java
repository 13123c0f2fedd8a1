package io.espalier.data;

import io.espalier.model.Names;

/** The three parts of a dataset. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** Name of the split's folder in a dataset. */
  public String folder() {
    return Names.of(this);
  }
}
