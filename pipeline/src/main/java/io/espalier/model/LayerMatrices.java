package io.espalier.model;

import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Matrix;
import io.espalier.model.Layer.Recurrent;
import java.util.List;
import java.util.stream.Stream;

/** The parameters of kinds of layers, in the order of the flat vector. */
final class LayerMatrices {
  private LayerMatrices() {}

  /** W [inputs, gates · units], RW [units, gates · units], what is special, b. */
  static List<Matrix> recurrent(Recurrent cell, int gates, Stream<Matrix> special) {
    int columns = gates * cell.units();
    return Stream.of(
            Stream.of(
                new Matrix("W", Role.INPUT_WEIGHT, cell.inputs(), columns),
                new Matrix("RW", Role.RECURRENT_WEIGHT, cell.units(), columns)),
            special,
            Stream.of(new Matrix("b", Role.BIAS, 1, columns)))
        .flatMap(matrices -> matrices)
        .toList();
  }

  /** Those of both directions, the forward ones first. */
  static List<Matrix> bothDirections(Recurrent forward, Recurrent backward) {
    return Stream.concat(prefixed("f", forward), prefixed("b", backward)).toList();
  }

  private static Stream<Matrix> prefixed(String prefix, Recurrent direction) {
    return direction.matrices().stream()
        .map(m -> new Matrix(prefix + m.name(), m.role(), m.rows(), m.columns()));
  }

  /** W [inputs, units], and b where there is one. */
  static List<Matrix> fullyConnected(Role role, int inputs, int units, Bias bias) {
    Matrix weights = new Matrix("W", role, inputs, units);
    return bias == Bias.PRESENT
        ? List.of(weights, new Matrix("b", Role.BIAS, 1, units))
        : List.of(weights);
  }
}
