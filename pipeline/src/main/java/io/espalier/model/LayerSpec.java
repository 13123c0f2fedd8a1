package io.espalier.model;

/** One layer as a configuration asks for it. */
public sealed interface LayerSpec {

  /** A recurrent layer. */
  record Recurrent(Cell cell, int units, boolean bidirectional, double forgetBias)
      implements LayerSpec {}

  /** Turns each token into a vector; only as the first layer, only for token data. */
  record Embedding(int units) implements LayerSpec {}

  /** A fully connected layer with ReLU, at every time step or, after pooling, once. */
  record Dense(int units) implements LayerSpec {}

  /** Drops inputs of the next layer with this probability while training. */
  record Dropout(double rate) implements LayerSpec {}

  /** The recurrent cells. */
  enum Cell {
    LSTM,
    GRAVES_LSTM,
    SIMPLE_RNN
  }
}
