package io.espalier.bench;

import io.espalier.data.Batch;
import io.espalier.engine.InferenceNetwork;
import io.espalier.engine.Predictor;
import io.espalier.metric.Outputs;
import io.espalier.model.NetworkState;
import io.espalier.network.LiveNetwork;
import java.util.Optional;

/** A network that answers: its work is what it says about one batch. */
public final class Answerer implements Runnable, AutoCloseable {
  private final Optional<LiveNetwork> live;
  private final Predictor network;
  private final Batch batch;

  public Answerer(Variant variant, Batch batch) {
    this.batch = batch;
    NetworkState state = variant.network();
    Optional<InferenceNetwork> covered =
        InferenceNetwork.covering(state.structure(), state.parameters());
    this.live = covered.isPresent() ? Optional.empty() : Optional.of(open(state));
    this.network = live.isPresent() ? live.get() : covered.orElseThrow();
  }

  private static LiveNetwork open(NetworkState state) {
    LiveNetwork live = LiveNetwork.open(state.structure());
    live.load(state.parameters(), state.optimiser(), state.progress());
    return live;
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
