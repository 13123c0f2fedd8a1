package io.espalier.run;

import io.espalier.model.NetworkState;

/**
 * The network an experiment starts from.
 *
 * @param network built from layers, or read from a file
 * @param fingerprint changes when the network does
 */
public record Start(NetworkState network, String fingerprint) {}
