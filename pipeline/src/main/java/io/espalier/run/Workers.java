package io.espalier.run;

/**
 * Who does the distributed work of an experiment.
 *
 * @param preparer of the dataset
 * @param trainer of networks
 * @param scorer of weights
 * @param evaluator of networks
 */
public record Workers(Preparer preparer, Trainer trainer, Scorer scorer, Evaluator evaluator) {}
