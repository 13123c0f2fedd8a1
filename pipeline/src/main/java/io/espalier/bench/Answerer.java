package io.espalier.bench;

import io.espalier.data.Batch;
import io.espalier.metric.Outputs;
import io.espalier.network.LiveNetwork;

/** A network that answers: its work is what it says about one batch. */
public final class Answerer implements Runnable, AutoCloseable {
  private final LiveNetwork network;
  private final Batch batch;

  public Answerer(Variant variant, Batch batch) {
    this.network = LiveNetwork.open(variant.network().structure());
    this.batch = batch;
    network.load(
        variant.network().parameters(),
        variant.network().optimiser(),
        variant.network().progress());
    network.hold(variant.mask());
  }

  /** What it says. */
  public Outputs outputs() {
    return network.outputs(batch);
  }

  @Override
  public void run() {
    if (outputs().rows() == 0) {
      throw new IllegalStateException("a network said nothing about a batch");
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
