package io.espalier.bench;

import io.espalier.data.Batch;
import io.espalier.engine.training.TrainingNetwork;
import java.util.List;

/** A network that trains: its work is one step on one batch. */
public final class Trainee implements Runnable, AutoCloseable {
  private final TrainingNetwork network;
  private final List<Batch> batches;
  private int steps;

  /**
   * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left
   * @param batches to train on, over and over
   */
  public Trainee(Variant variant, double sparseAbove, List<Batch> batches) {
    this.network = variant.open(sparseAbove);
    this.batches = List.copyOf(batches);
  }

  @Override
  public void run() {
    network.step(batches.get(steps % batches.size()), steps);
    steps++;
  }

  @Override
  public void close() {
    network.close();
  }
}
