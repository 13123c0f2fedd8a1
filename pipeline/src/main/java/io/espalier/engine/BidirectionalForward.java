package io.espalier.engine;

import java.util.List;

/** Two directions of a recurrent layer, whose outputs stand one above the other. */
public final class BidirectionalForward implements LayerForward {
  private final List<RecurrentForward> directions;
  private final Signal output;

  /**
   * @param output that both write to
   */
  public BidirectionalForward(RecurrentForward forward, RecurrentForward backward, Signal output) {
    this.directions = List.of(forward, backward);
    this.output = output;
  }

  @Override
  public void start() {
    directions.get(0).start();
    directions.get(1).start();
  }

  @Override
  public void run(Draws draws) {
    directions.get(0).run(draws);
    directions.get(1).run(draws);
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void close() {
    directions.forEach(LayerForward::close);
    output.close();
  }
}
