package io.espalier.data.generate;

import io.espalier.data.RawSequence;
import java.io.Serializable;

/** Makes sequences from nothing; sequence i is a function of the seed and i. */
public interface Generator extends Serializable {
  /** The sequence at a position, counted from 0. */
  RawSequence generate(long index);
}
