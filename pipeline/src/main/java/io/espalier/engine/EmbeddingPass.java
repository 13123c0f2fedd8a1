package io.espalier.engine;

import io.espalier.model.ParameterBlock;
import java.util.Arrays;

/** Turns tokens into rows of the weights. */
final class EmbeddingPass implements Pass {
  private final Source source;
  private final ParameterBlock block;
  private final Flat flat;
  private final Signal output;

  EmbeddingPass(Source source, ParameterBlock block, Flat flat) {
    this.source = source;
    this.block = block;
    this.flat = flat;
    this.output = new Signal(block.columns(), source.signal().shape());
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public int units() {
    return 0;
  }

  @Override
  public void forward(Noise noise) {
    int lanes = output.shape().size();
    float[] parameters = flat.parameters();
    for (int t = 0; t < output.shape().steps(); t++) {
      float[] into = output.value(t).overwrite();
      for (int column = 0; column < block.columns(); column++) {
        int at = block.index(0, column);
        for (int lane = 0; lane < lanes; lane++) {
          into[column * lanes + lane] = parameters[at + source.token(t, lane)];
        }
      }
    }
  }

  @Override
  public void backward() {
    int lanes = output.shape().size();
    float[] gradient = flat.gradient();
    Arrays.fill(gradient, block.offset(), block.end(), 0f);
    for (int t = 0; t < output.shape().steps(); t++) {
      float[] errors = output.error(t).values();
      for (int column = 0; column < block.columns(); column++) {
        int at = block.index(0, column);
        for (int lane = 0; lane < lanes; lane++) {
          gradient[at + source.token(t, lane)] += errors[column * lanes + lane];
        }
      }
    }
  }

  @Override
  public void close() {
    output.close();
  }
}
