package io.espalier.run;

import java.io.Serializable;

/**
 * How fast a network answers, one thread, measured; never part of what a run's identity depends on.
 *
 * @param millisecondsPerSequence median latency of one sequence alone
 * @param sequencesPerSecond median throughput in batches of 32
 */
public record Speed(double millisecondsPerSequence, double sequencesPerSecond)
    implements Serializable {}
