package io.espalier.run;

/**
 * Who does the distributed work of an experiment.
 *
 * @param preparer of the dataset
 * @param trainer of networks
 * @param scorer of weights
 * @param evaluator of networks
 * @param capacity what networks take, to be trained or to answer
 * @param room stages that can be computed at once without waiting for one another, at least 1
 */
public record Workers(
    Preparer preparer,
    Trainer trainer,
    Scorer scorer,
    Evaluator evaluator,
    Capacity capacity,
    int room) {}
