package io.espalier.network;

import io.espalier.model.LayerKind;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;

/**
 * How a network wants its data.
 *
 * @param indices whether it reads token indices rather than vectors
 * @param inputWidth width of its input vectors, or number of tokens it knows
 * @param outputWidth width of its output
 * @param timedOutput whether it says something at every time step
 */
record InputForm(boolean indices, int inputWidth, int outputWidth, boolean timedOutput) {
  static InputForm of(Chain chain) {
    Link first = chain.parameterised().get(0);
    Link last = chain.parameterised().get(chain.parameterised().size() - 1);
    boolean timed =
        chain.output().layer() instanceof RnnOutputLayer
            || chain.output().layer() instanceof RnnLossLayer;
    return new InputForm(
        first.kind().orElseThrow() == LayerKind.EMBEDDING, first.inputs(), last.units(), timed);
  }
}
