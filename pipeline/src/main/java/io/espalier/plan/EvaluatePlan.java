package io.espalier.plan;

/**
 * @param calibration training sequences from which evidence is gathered
 * @param batchSize sequences of a batch in evaluation and prediction
 * @param keepOutputs most bytes of the dense network's outputs that are kept to be compared with
 * @param require what the last network must come to
 * @param robustness what it and the dense one are tried with
 */
public record EvaluatePlan(
    int calibration,
    int batchSize,
    long keepOutputs,
    RequirePlan require,
    RobustnessPlan robustness) {}
