package io.espalier.bench;

import io.espalier.data.Batch;
import io.espalier.engine.inference.InferenceNetwork;
import io.espalier.metric.Outputs;

/** A network that answers: its work is what it says about one batch. */
public final class Answerer implements Runnable {
  private final InferenceNetwork network;
  private final Batch batch;

  public Answerer(Variant variant, Batch batch) {
    this.batch = batch;
    this.network = InferenceNetwork.of(variant.network().network(), variant.network().parameters());
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
}
