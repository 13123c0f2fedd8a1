package io.espalier.prune;

import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;

/** Never moves. */
record StillMask() implements MaskCourse {
  @Override
  public int roundsUntilNext(Moment now) {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean isDue(Moment now) {
    return false;
  }

  @Override
  public Mask next(
      Moment now, ParameterLayout layout, Mask mask, float[] parameters, Signals signals) {
    return mask;
  }

  @Override
  public boolean isFinal(Moment now) {
    return true;
  }
}
