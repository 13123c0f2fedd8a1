package io.espalier.kernel;

/** One form of a {@link FixedMatrix}, safe for several threads at once. */
interface FixedForm {
  /** output = Wᵀ input. */
  void forward(Panel input, Panel output, Sum sum);
}
