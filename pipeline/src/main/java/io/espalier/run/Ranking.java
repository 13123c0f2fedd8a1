package io.espalier.run;

import io.espalier.importance.Scores;
import java.util.OptionalDouble;

/**
 * The importance of a network's parameters.
 *
 * @param scores of each parameter
 * @param agreement rank correlation of what each half of the calibration data says alone, in [-1,
 *     1]; empty where no data was looked at
 */
public record Ranking(Scores scores, OptionalDouble agreement) {}
