package io.espalier.kernel;

/** The product of a matrix of weights W [inputs, outputs] with what a layer reads. */
public interface Product {
  /**
   * output = Wᵀ input.
   *
   * @param input [inputs][lanes]
   * @param output [outputs][lanes], its size already given
   */
  void forward(Panel input, Panel output, Accumulate sum);
}
