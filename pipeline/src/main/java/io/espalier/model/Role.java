package io.espalier.model;

/** What a block of parameters does in its layer. */
public enum Role {
  /** W of a recurrent layer: from the layer's input to its gates. */
  INPUT_WEIGHT,
  /** RW of a recurrent layer: from the previous output to the gates. */
  RECURRENT_WEIGHT,
  /** The three diagonal peephole vectors of a Graves LSTM. */
  PEEPHOLE,
  /** Added, never multiplied; never pruned by weight granularity. */
  BIAS,
  /** One row for each token of the vocabulary. */
  EMBEDDING,
  /** W of a dense or an output layer. */
  DENSE_WEIGHT;

  /** Whether weight granularity may prune parameters of this role. */
  public boolean isPrunable() {
    return this != BIAS;
  }
}
