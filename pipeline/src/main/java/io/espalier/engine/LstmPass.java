package io.espalier.engine;

import io.espalier.kernel.Accumulate;
import java.util.List;

/** An LSTM layer: one direction, or two whose outputs stand one above the other. */
final class LstmPass implements Pass {
  private final List<Direction> directions;
  private final Signal output;

  /** One direction, whose output is the layer's. */
  LstmPass(Direction only) {
    this.directions = List.of(only);
    this.output = only.hidden();
  }

  LstmPass(Direction forward, Direction backward) {
    this.directions = List.of(forward, backward);
    this.output =
        new Signal(forward.hidden().rows() + backward.hidden().rows(), forward.hidden().shape());
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public int units() {
    return directions.get(0).hidden().rows();
  }

  @Override
  public void forward(Noise noise) {
    directions.forEach(direction -> direction.forward(noise));
    if (directions.size() > 1) {
      for (int t = 0; t < output.shape().steps(); t++) {
        float[] into = output.value(t).overwrite();
        int n = units() * output.shape().size();
        for (int d = 0; d < directions.size(); d++) {
          System.arraycopy(directions.get(d).hidden().value(t).values(), 0, into, d * n, n);
        }
      }
    }
  }

  @Override
  public void backward() {
    for (int d = 0; d < directions.size(); d++) {
      directions.get(d).backward(output, d * units(), d == 0 ? Accumulate.REPLACE : Accumulate.ADD);
    }
  }

  @Override
  public void close() {
    directions.forEach(Direction::close);
    output.close();
  }
}
