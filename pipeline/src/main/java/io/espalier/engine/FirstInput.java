package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;

/** The network's own input, read as what the batch holds. */
final class FirstInput implements LstmInput {
  private final Source source;
  private final VectorInput vectors;
  private final TokenInput tokens;

  FirstInput(Source source, VectorInput vectors, TokenInput tokens) {
    this.source = source;
    this.vectors = vectors;
    this.tokens = tokens;
  }

  private LstmInput present() {
    return source.hasVectors() ? vectors : tokens;
  }

  @Override
  public void forward(Noise noise) {
    present().forward(noise);
  }

  @Override
  public void multiply(int step, Panel z, Accumulate sum) {
    present().multiply(step, z, sum);
  }

  @Override
  public void begin() {
    present().begin();
  }

  @Override
  public void open(int steps) {
    present().open(steps);
  }

  @Override
  public void collect(int step, Panel z, Accumulate sum) {
    present().collect(step, z, sum);
  }

  @Override
  public void gradient(Panel errors) {
    present().gradient(errors);
  }

  @Override
  public void finish(Accumulate sum) {
    present().finish(sum);
  }

  @Override
  public void close() {
    vectors.close();
    tokens.close();
  }
}
