package io.espalier.model;

import java.util.List;

/** The kinds of layers with parameters that Espalier trains and prunes. */
public enum LayerKind {
  LSTM,
  GRAVES_LSTM,
  SIMPLE_RNN,
  EMBEDDING,
  DENSE,
  OUTPUT;

  private static final List<String> LSTM_GATES =
      List.of("block-input", "forget", "output", "input");

  /**
   * Names of the equal column blocks of this kind's W and RW, in Deeplearning4j's order; empty for
   * kinds without gates.
   */
  public List<String> gates() {
    return this == LSTM || this == GRAVES_LSTM ? LSTM_GATES : List.of();
  }

  /** Whether a layer of this kind has hidden units that can be removed. */
  public boolean hasHiddenUnits() {
    return this != EMBEDDING && this != OUTPUT;
  }
}
