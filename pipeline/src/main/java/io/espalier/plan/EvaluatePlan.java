package io.espalier.plan;

/**
 * @param calibration training sequences from which evidence is gathered
 * @param batchSize sequences of a batch in evaluation and prediction
 */
public record EvaluatePlan(int calibration, int batchSize) {}
