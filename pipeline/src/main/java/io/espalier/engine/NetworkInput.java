package io.espalier.engine;

import io.espalier.data.Sequence;
import io.espalier.kernel.Panel;
import java.util.List;

/** What a network reads: vectors, or tokens that stand for one-hot vectors. */
final class NetworkInput implements StepInput {
  private final Lanes lanes = new Lanes();
  private final Track vectors;
  private int[] tokens = new int[0];
  private boolean readsTokens;

  /** Vectors of {@code width}, or as many tokens. */
  NetworkInput(int width) {
    this.vectors = new Track(width, lanes);
  }

  @Override
  public Lanes lanes() {
    return lanes;
  }

  /** Takes over sequences of one kind; padding is 0. */
  void read(List<Sequence> sequences) {
    readsTokens = sequences.get(0).features() == 0;
    int steps = 0;
    for (Sequence sequence : sequences) {
      steps = Math.max(steps, sequence.steps());
    }
    lanes.reserve(sequences.size(), steps);
    if (tokens.length < sequences.size() * steps) {
      tokens = new int[sequences.size() * steps];
    }
    for (int lane = 0; lane < sequences.size(); lane++) {
      lanes.length(lane, sequences.get(lane).steps());
    }
    for (int step = 0; step < steps; step++) {
      for (int lane = 0; lane < sequences.size(); lane++) {
        read(sequences.get(lane), step, lane);
      }
    }
  }

  private void read(Sequence sequence, int step, int lane) {
    boolean valid = lanes.has(lane, step);
    if (readsTokens) {
      int token = valid ? sequence.tokens()[step] : 0;
      tokens[step * lanes.count() + lane] = checked(token);
    } else {
      int rows = vectors.rows();
      if (sequence.features() != rows) {
        throw widthProblem(sequence.features());
      }
      float[] into = vectors.at(step).overwrite();
      for (int row = 0; row < rows; row++) {
        into[row * lanes.count() + lane] = valid ? sequence.values()[step * rows + row] : 0f;
      }
    }
  }

  /** Takes over the next vector of a single sequence. */
  void read(float[] vector) {
    if (vector.length != vectors.rows()) {
      throw widthProblem(vector.length);
    }
    readsTokens = false;
    lanes.reserve(1, 1);
    System.arraycopy(vector, 0, vectors.at(0).overwrite(), 0, vector.length);
  }

  /** Takes over the next token of a single sequence. */
  void read(int token) {
    readsTokens = true;
    lanes.reserve(1, 1);
    if (tokens.length == 0) {
      tokens = new int[1];
    }
    tokens[0] = checked(token);
  }

  private int checked(int token) {
    if (token < 0 || token >= vectors.rows()) {
      throw new IllegalArgumentException(
          "token must be in [0, %d), got %d".formatted(vectors.rows(), token));
    }
    return token;
  }

  private IllegalArgumentException widthProblem(int width) {
    return new IllegalArgumentException(
        "a step must hold %d features, got %d".formatted(vectors.rows(), width));
  }

  @Override
  public void multiply(int step, Projection weights, Panel z) {
    if (readsTokens) {
      weights.rows().read(tokens, step * lanes.count(), z);
    } else {
      vectors.multiply(step, weights, z);
    }
  }

  @Override
  public void multiply(int from, int steps, Projection weights, float[] z) {
    if (readsTokens) {
      for (int step = 0; step < steps; step++) {
        weights.rows().read(tokens[from + step], z, step * weights.outputs());
      }
    } else {
      vectors.multiply(from, steps, weights, z);
    }
  }
}
