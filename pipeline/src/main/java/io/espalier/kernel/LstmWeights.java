package io.espalier.kernel;

/**
 * The weights of one LSTM layer, read in place, or the place for their gradients. Columns come in
 * four blocks of one column per unit: block input (tanh) | forget gate | output gate | input gate.
 *
 * @param input [inputs, 4 units], column-major
 * @param recurrent [units, 4 units], column-major
 * @param bias [4 units]
 */
public record LstmWeights(FloatSpan input, FloatSpan recurrent, float[] bias) {}
