package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.Layer.OutputLoss;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HiddenUnitsTest {
  static Stream<String> names() {
    return ExampleGraphs.all().keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void nothingElseReadsAUnitOrFeedsIt(String name) {
    Network network = ExampleGraphs.all().get(name);
    double[][] sequence = ExampleGraphs.sequence(network, 4);
    HiddenUnits units = HiddenUnits.of(network.layout());
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++) {
        float[] unread = with(ExampleGraphs.parameters(network), units.outgoing(layer, unit), 0);
        int[] incoming = without(units.incoming(layer, unit), units.outgoing(layer, unit));
        assertThat(PlainForward.outputs(network, with(unread, incoming, 7), sequence))
            .isDeepEqualTo(PlainForward.outputs(network, unread, sequence));

        float[] silenced =
            with(ExampleGraphs.parameters(network), units.parameters(layer, unit), 0);
        assertThat(given(network, silenced, sequence, layer, unit)).containsOnly(0);
        int other = (unit + 1) % units.count(layer);
        assertThat(given(network, silenced, sequence, layer, other)).doesNotContain(0.0);
      }
    }
  }

  /** What a unit gives, at each step and in each direction. */
  private static double[] given(
      Network network, float[] parameters, double[][] sequence, int layer, int unit) {
    LayerShape shape = network.layout().layers().get(layer);
    double[][] given = PlainForward.all(network, parameters, sequence).get(shape.name());
    return Stream.of(given)
        .flatMapToDouble(
            step ->
                IntStream.range(0, shape.directions())
                    .mapToDouble(direction -> step[direction * shape.units() + unit]))
        .toArray();
  }

  private static float[] with(float[] parameters, int[] positions, float value) {
    float[] changed = parameters.clone();
    for (int position : positions) {
      changed[position] = value;
    }
    return changed;
  }

  private static int[] without(int[] positions, int[] others) {
    return IntStream.of(positions)
        .filter(position -> IntStream.of(others).noneMatch(other -> other == position))
        .toArray();
  }

  @Test
  void aUnitThatIsSaidIsNoHiddenUnit() {
    Network loss = ExampleGraphs.loss();
    assertThat(layers(loss)).containsExactly("a", "b");
    Network said =
        new Network(
            List.of(
                Node.of("a", "input", ExampleGraphs.lstm(3, 2)),
                Node.of("b", "a", ExampleGraphs.dense(2, 2)),
                Node.of("c", "b", ExampleGraphs.dense(2, 2)),
                new Node("b-c", List.of("b", "c"), new Layer.Merge()),
                Node.of(
                    "loss",
                    "b-c",
                    new OutputLoss(Activation.IDENTITY, Loss.SQUARED_ERROR, Noise.NONE))),
            List.of("input"),
            "loss");
    assertThat(layers(said)).containsExactly("a");
  }

  private static Stream<String> layers(Network network) {
    ParameterLayout layout = network.layout();
    return IntStream.of(HiddenUnits.of(layout).layers())
        .mapToObj(layer -> layout.layers().get(layer).name());
  }
}
