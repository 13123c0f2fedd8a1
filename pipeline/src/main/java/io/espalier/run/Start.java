package io.espalier.run;

import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import java.util.Map;

/**
 * The network an experiment starts from.
 *
 * @param network built from layers, or read from a file
 * @param mask what lives in it; all of it unless the file's network was pruned
 * @param fingerprint changes when the network or its mask does
 * @param notes what the file says beside, to be given back in exports
 * @param attachments what the file carries along, to be given back in exports
 */
public record Start(
    NetworkState network,
    Mask mask,
    String fingerprint,
    Map<String, String> notes,
    Map<String, byte[]> attachments) {
  public Start {
    notes = Map.copyOf(notes);
    attachments = Map.copyOf(attachments);
  }

  /** A network that comes from no file. */
  public static Start of(NetworkState network, Mask mask, String fingerprint) {
    return new Start(network, mask, fingerprint, Map.of(), Map.of());
  }
}
