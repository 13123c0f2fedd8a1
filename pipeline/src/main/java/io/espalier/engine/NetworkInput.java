package io.espalier.engine;

import io.espalier.data.Sequence;
import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import java.util.Arrays;
import java.util.List;

/** What a network reads: vectors, or tokens that stand for one-hot vectors. */
public final class NetworkInput implements LayerInput {
  private final Lanes lanes;
  private final Signal vectors;
  private int[] tokens = new int[0];
  private float[] factors = new float[0];
  private boolean readsTokens;
  private boolean isSpelled;

  /** Vectors of {@code width}, or as many tokens. */
  public NetworkInput(int width) {
    this(width, new Lanes());
  }

  private NetworkInput(int width, Lanes lanes) {
    this.lanes = lanes;
    this.vectors = new Signal(width, lanes);
  }

  /** One for the same sequences, whose tokens count less or more. */
  public NetworkInput weighted() {
    return new NetworkInput(rows(), lanes);
  }

  @Override
  public int rows() {
    return vectors.rows();
  }

  @Override
  public Lanes lanes() {
    return lanes;
  }

  @Override
  public boolean isTokens() {
    return readsTokens;
  }

  /** Tokens [steps][lanes]; token 0 behind the end of a lane. */
  public int[] tokens() {
    return tokens;
  }

  /** By what the one of each token's vector is multiplied. */
  public float[] factors() {
    return factors;
  }

  /** Takes over sequences of one kind; padding is 0. */
  public void read(List<Sequence> sequences) {
    lanes.fit(sequences);
    readsTokens = sequences.get(0).features() == 0;
    start();
    for (int step = 0; step < lanes.steps(); step++) {
      for (int lane = 0; lane < lanes.count(); lane++) {
        read(sequences.get(lane), step, lane);
      }
    }
  }

  private void read(Sequence sequence, int step, int lane) {
    boolean valid = lanes.has(lane, step);
    int count = lanes.count();
    if (readsTokens) {
      tokens[step * count + lane] = checked(valid ? sequence.tokens()[step] : 0);
      return;
    }
    int rows = rows();
    if (sequence.features() != rows) {
      throw widthProblem(sequence.features());
    }
    float[] values = sequence.values();
    float[] into = vectors.value(step).overwrite();
    for (int row = 0; row < rows; row++) {
      into[row * count + lane] = valid ? values[step * rows + row] : 0f;
    }
  }

  /** Takes over the next vector of a single sequence. */
  public void read(float[] vector) {
    if (vector.length != rows()) {
      throw widthProblem(vector.length);
    }
    lanes.fit(1, 1);
    readsTokens = false;
    start();
    System.arraycopy(vector, 0, vectors.value(0).overwrite(), 0, vector.length);
  }

  /** Takes over the next token of a single sequence. */
  public void read(int token) {
    lanes.fit(1, 1);
    readsTokens = true;
    start();
    tokens[0] = checked(token);
  }

  /** Takes over the tokens of another input for the same sequences; room for its vectors. */
  public void take(NetworkInput other) {
    readsTokens = other.readsTokens;
    start();
    if (readsTokens) {
      System.arraycopy(other.tokens, 0, tokens, 0, lanes.steps() * lanes.count());
      System.arraycopy(other.factors, 0, factors, 0, lanes.steps() * lanes.count());
    }
  }

  private void start() {
    isSpelled = false;
    if (readsTokens) {
      int size = lanes.steps() * lanes.count();
      if (tokens.length < size) {
        tokens = new int[size];
        factors = new float[size];
      }
      Arrays.fill(factors, 0, size, 1f);
    }
  }

  private int checked(int token) {
    if (token < 0 || token >= rows()) {
      throw new IllegalArgumentException(
          "token must be in [0, %d), got %d".formatted(rows(), token));
    }
    return token;
  }

  private IllegalArgumentException widthProblem(int width) {
    return new IllegalArgumentException(
        "a step must hold %d features, got %d".formatted(rows(), width));
  }

  @Override
  public Panel value(int step) {
    if (readsTokens && !isSpelled) {
      for (int t = 0; t < lanes.steps(); t++) {
        spell(t);
      }
      isSpelled = true;
    }
    return vectors.value(step);
  }

  /** Writes tokens out as vectors; padding stays 0. */
  private void spell(int step) {
    int count = lanes.count();
    float[] into = vectors.value(step).overwrite();
    Arrays.fill(into, 0, vectors.size(), 0f);
    for (int lane = 0; lane < count; lane++) {
      if (lanes.has(lane, step)) {
        int at = step * count + lane;
        into[tokens[at] * count + lane] = factors[at];
      }
    }
  }

  @Override
  public void multiply(int step, Projection weights, Panel z, Accumulate sum) {
    if (readsTokens) {
      weights.lookUp(tokens, factors, step * lanes.count(), z, sum);
    } else {
      weights.forward(vectors.value(step), z, sum);
    }
  }

  @Override
  public void addSquares(double[] sums, int at) {
    if (!readsTokens) {
      vectors.addSquares(sums, at);
      return;
    }
    int count = lanes.count();
    for (int i = 0; i < lanes.steps() * count; i++) {
      if (lanes.has(i % count, i / count)) {
        sums[at + tokens[i]] += (double) factors[i] * factors[i];
      }
    }
  }

  @Override
  public void close() {
    vectors.close();
  }
}
