package io.espalier.engine;

import io.espalier.engine.Direction.Order;
import java.util.List;

/** Puts the layers of a stack to work, one behind the other. */
final class Assembly {
  private final Source source;
  private final Matrices matrices;
  private final Flat flat;
  private final BatchShape vectors;
  private Signal before;

  /**
   * @param vectors sizes of a batch behind the pooling
   */
  Assembly(Source source, Matrices matrices, Flat flat, BatchShape vectors) {
    this.source = source;
    this.matrices = matrices;
    this.flat = flat;
    this.vectors = vectors;
    this.before = source.signal();
  }

  Pass add(StackLayer layer) {
    Pass pass = pass(layer);
    before = pass.output();
    return pass;
  }

  private Pass pass(StackLayer layer) {
    if (layer instanceof StackLayer.Embedding embedding) {
      return new EmbeddingPass(source, embedding.weights(), flat);
    }
    if (layer instanceof StackLayer.Pool pool) {
      return new PoolPass(before, pool.reduction(), vectors);
    }
    if (layer instanceof StackLayer.Dense dense) {
      return new DensePass(before, dense, matrices.add(dense.weights()), flat);
    }
    StackLayer.Lstm lstm = (StackLayer.Lstm) layer;
    List<StackLayer.Cell> cells = lstm.directions();
    Direction forward = direction(lstm, cells.get(0), Order.FORWARD);
    return cells.size() == 1
        ? new LstmPass(forward)
        : new LstmPass(forward, direction(lstm, cells.get(1), Order.BACKWARD));
  }

  private Direction direction(StackLayer.Lstm lstm, StackLayer.Cell cell, Order order) {
    return new Direction(
        order,
        input(cell, lstm.retain()),
        matrices.add(cell.recurrent()),
        cell.bias(),
        lstm.gates(),
        flat,
        new Signal(cell.recurrent().rows(), before.shape()));
  }

  private LstmInput input(StackLayer.Cell cell, double retain) {
    Dropout dropout = new Dropout(before, retain, cell.input().offset());
    Weights weights = matrices.add(cell.input());
    if (before != source.signal()) {
      return VectorInput.inner(dropout, weights);
    }
    return new FirstInput(
        source,
        VectorInput.first(dropout, weights),
        new TokenInput(source, cell.input(), flat, retain));
  }
}
