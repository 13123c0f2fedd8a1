package io.espalier.run;

import io.espalier.model.Mask;
import io.espalier.model.NetworkState;

/**
 * The network an experiment starts from.
 *
 * @param network built from layers, or read from a file
 * @param mask what lives in it; all of it unless the file's network was pruned
 * @param fingerprint changes when the network or its mask does
 */
public record Start(NetworkState network, Mask mask, String fingerprint) {}
