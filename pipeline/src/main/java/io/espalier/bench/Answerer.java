package io.espalier.bench;

import io.espalier.data.Batch;
import io.espalier.engine.Predictor;
import io.espalier.engine.inference.InferenceNetwork;
import io.espalier.metric.Outputs;
import io.espalier.network.LiveNetwork;
import java.util.Optional;

/**
 * A network that answers: its work is what it says about one batch, on the inference runtime where
 * that covers the network.
 */
public final class Answerer implements Runnable, AutoCloseable {
  private final Optional<LiveNetwork> live;
  private final Predictor network;
  private final Batch batch;

  public Answerer(Variant variant, Batch batch) {
    this.batch = batch;
    Optional<InferenceNetwork> runtime =
        InferenceNetwork.covering(variant.network().structure(), variant.network().parameters());
    this.live = runtime.isPresent() ? Optional.empty() : Optional.of(variant.open(1));
    this.network = runtime.isPresent() ? runtime.get() : live.orElseThrow();
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
    live.ifPresent(LiveNetwork::close);
  }
}
