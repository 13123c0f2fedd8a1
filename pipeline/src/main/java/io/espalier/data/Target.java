package io.espalier.data;

import java.io.Serializable;

/** What a network should say about a sequence. */
public sealed interface Target extends Serializable {
  /** Index of the class in {@link DatasetInfo#classes()}. */
  record Label(int index) implements Target {}

  /** The numbers to predict, normalised as the dataset says. */
  record Values(float[] values) implements Target {}

  /** The tokens themselves, one step ahead. */
  record NextToken() implements Target {}

  /** Unlabelled data, to be predicted. */
  record Unknown() implements Target {}
}
