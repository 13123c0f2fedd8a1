package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.StableHash;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.plan.Plan;
import io.espalier.store.Digests;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The network an experiment starts from.
 *
 * @param network built from layers, or read from a file
 * @param parameters of the network; drawn when they are asked for, where they come from no file
 * @param mask what lives in it; all of it unless the file's network was pruned
 * @param fingerprint changes when the network or its mask does
 * @param notes what the file says beside, to be given back in exports
 * @param attachments what the file carries along, to be given back in exports
 */
public record Start(
    Network network,
    Supplier<float[]> parameters,
    Mask mask,
    String fingerprint,
    Map<String, String> notes,
    Map<String, byte[]> attachments) {
  public Start {
    notes = Map.copyOf(notes);
    attachments = Map.copyOf(attachments);
  }

  /** A whole network, whose parameters are not there yet. */
  static Start of(Network network, Supplier<float[]> parameters, String fingerprint) {
    Mask mask = Mask.all(network.layout().length());
    return new Start(network, parameters, mask, fingerprint, Map.of(), Map.of());
  }

  /** The network that a plan describes, built for data. */
  static Start of(Plan plan, DatasetInfo data) {
    long seed = StableHash.of(plan.run().seed(), "initial weights");
    return of(
        NetworkBuilder.network(plan.network(), data),
        () -> NetworkBuilder.parameters(plan.network(), data, seed),
        Digests.sha256(StageKey.of("start", plan.network(), seed).text()));
  }

  /** A network that comes from no file. */
  public static Start of(NetworkState network, Mask mask, String fingerprint) {
    return new Start(network.network(), network::parameters, mask, fingerprint, Map.of(), Map.of());
  }

  /** The network with its parameters. */
  public NetworkState state() {
    return NetworkState.of(network, parameters.get());
  }
}
