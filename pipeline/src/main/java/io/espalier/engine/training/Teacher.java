package io.espalier.engine.training;

import io.espalier.model.NetworkState;
import java.io.Serializable;

/**
 * A network that another one learns from.
 *
 * @param counterparts for each number that the student's output layer reads, the place of the one
 *     that it is compared with among those that the teacher's reads; empty where they are not
 */
public record Teacher(NetworkState network, int[] counterparts) implements Serializable {}
