package io.espalier.engine;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import java.util.Arrays;

/** What a network reads: vectors, or tokens that stand for one-hot vectors. */
final class Source implements AutoCloseable {
  private final Signal signal;
  private int[] tokens = new int[0];
  private boolean vectors;

  /** Vectors of {@code width}, or as many tokens. */
  Source(int width, BatchShape shape) {
    this.signal = new Signal(width, shape);
  }

  /** The vectors; of tokens, only after {@link #spell}. */
  Signal signal() {
    return signal;
  }

  /** Whether the batch consists of vectors. */
  boolean hasVectors() {
    return vectors;
  }

  /** The token at a step of a lane; token 0 behind its end. */
  int token(int step, int lane) {
    return tokens[step * signal.shape().size() + lane];
  }

  /** Takes over a batch. */
  void read(Batch batch) {
    vectors = batch.features() > 0;
    BatchShape shape = signal.shape();
    if (!vectors) {
      int size = shape.size() * shape.steps();
      tokens = tokens.length < size ? new int[size] : tokens;
      Arrays.fill(tokens, 0, size, 0);
    }
    for (int lane = 0; lane < shape.size(); lane++) {
      Sequence sequence = batch.sequences().get(lane);
      if (!vectors) {
        for (int t = 0; t < sequence.steps(); t++) {
          tokens[t * shape.size() + lane] = sequence.tokens()[t];
        }
      }
    }
    for (int t = 0; vectors && t < shape.steps(); t++) {
      copy(batch, t);
    }
  }

  private void copy(Batch batch, int step) {
    int size = batch.size();
    int rows = signal.rows();
    float[] into = signal.value(step).overwrite();
    for (int lane = 0; lane < size; lane++) {
      Sequence sequence = batch.sequences().get(lane);
      if (step < sequence.steps()) {
        float[] values = sequence.values();
        for (int row = 0; row < rows; row++) {
          into[row * size + lane] = values[step * rows + row];
        }
      } else {
        for (int row = 0; row < rows; row++) {
          into[row * size + lane] = 0f;
        }
      }
    }
  }

  /** Writes tokens out as one-hot vectors; padding stays 0. */
  void spell() {
    BatchShape shape = signal.shape();
    for (int t = 0; !vectors && t < shape.steps(); t++) {
      float[] into = signal.value(t).overwrite();
      Arrays.fill(into, 0, signal.rows() * shape.size(), 0f);
      for (int lane = 0; lane < shape.size(); lane++) {
        if (t < shape.length(lane)) {
          into[token(t, lane) * shape.size() + lane] = 1f;
        }
      }
    }
  }

  @Override
  public void close() {
    signal.close();
  }
}
