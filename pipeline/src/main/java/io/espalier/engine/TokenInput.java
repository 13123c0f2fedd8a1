package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.model.ParameterBlock;
import java.util.Arrays;

/** Tokens in the place of one-hot vectors: a product with one is a row of the weights. */
final class TokenInput implements LstmInput {
  private final Source source;
  private final ParameterBlock block;
  private final Flat flat;
  private final float retain;
  private Noise noise = Noise.NONE;
  private int[] positions = new int[0];
  private float[] factors = new float[0];

  TokenInput(Source source, ParameterBlock block, Flat flat, double retain) {
    this.source = source;
    this.block = block;
    this.flat = flat;
    this.retain = (float) retain;
  }

  @Override
  public void forward(Noise newNoise) {
    noise = newNoise;
    int lanes = source.signal().shape().size();
    if (positions.length < lanes) {
      positions = new int[lanes];
      factors = new float[lanes];
    }
  }

  @Override
  public void multiply(int step, Panel z, Accumulate sum) {
    float[] into = sum == Accumulate.ADD ? z.change() : z.overwrite();
    if (sum == Accumulate.REPLACE) {
      Arrays.fill(into, 0, z.size(), 0f);
    }
    find(step, z.lanes());
    float[] parameters = flat.parameters();
    int lanes = z.lanes();
    for (int column = 0; column < block.columns(); column++) {
      int at = block.offset() + column * block.rows();
      for (int lane = 0; lane < lanes; lane++) {
        into[column * lanes + lane] += factors[lane] * parameters[at + positions[lane]];
      }
    }
  }

  /** Finds the rows that the lanes read at a step, and by what dropout multiplies them. */
  private void find(int step, int lanes) {
    int key = noise.key(block.offset(), step);
    for (int lane = 0; lane < lanes; lane++) {
      positions[lane] = source.token(step, lane);
      factors[lane] = noise.isNone() ? 1f : Noise.factor(key, lane, retain);
    }
  }

  @Override
  public void begin() {
    Arrays.fill(flat.gradient(), block.offset(), block.end(), 0f);
  }

  @Override
  public void open(int steps) {}

  @Override
  public void collect(int step, Panel z, Accumulate sum) {
    float[] errors = z.values();
    float[] gradient = flat.gradient();
    int lanes = z.lanes();
    find(step, lanes);
    for (int column = 0; column < block.columns(); column++) {
      int at = block.offset() + column * block.rows();
      for (int lane = 0; lane < lanes; lane++) {
        gradient[at + positions[lane]] += factors[lane] * errors[column * lanes + lane];
      }
    }
  }

  @Override
  public void gradient(Panel errors) {}

  @Override
  public void finish(Accumulate sum) {}

  @Override
  public void close() {}
}
