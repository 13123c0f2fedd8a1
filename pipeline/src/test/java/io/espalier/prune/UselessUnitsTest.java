package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.ExampleGraphs;
import io.espalier.model.HiddenUnits;
import io.espalier.model.Network;
import io.espalier.model.ParameterLayout;
import io.espalier.model.PlainForward;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UselessUnitsTest {
  @Test
  void findsUnitsThatReachNoOutput() {
    ParameterLayout layout = ExampleGraphs.chain().layout();
    HiddenUnits units = HiddenUnits.of(layout);
    float[] parameters = ExampleGraphs.parameters(ExampleGraphs.chain());
    zero(parameters, units.outgoing(1, 2));
    assertThat(UselessUnits.of(layout, parameters).get(1)).containsExactly(2);
    assertThat(UselessUnits.of(layout, parameters).get(0)).isEmpty();
    zero(parameters, except(units.outgoing(0, 1), units.incoming(1, 2)));
    assertThat(UselessUnits.of(layout, parameters).get(0)).containsExactly(1);
  }

  @Test
  void aUnitIsUselessOnlyWhereNoneOfItsReadersReadsIt() {
    Network network = ExampleGraphs.skip();
    ParameterLayout layout = network.layout();
    HiddenUnits units = HiddenUnits.of(layout);
    float[] parameters = ExampleGraphs.parameters(network);
    int[] read = units.outgoing(0, 3);
    int oneReader = IntStream.of(read).max().orElseThrow();
    zero(parameters, except(read, new int[] {oneReader}));
    assertThat(UselessUnits.of(layout, parameters).get(0)).isEmpty();
    zero(parameters, new int[] {oneReader});
    Map<Integer, int[]> useless = UselessUnits.of(layout, parameters);
    assertThat(useless.get(0)).containsExactly(3);
    assertThat(useless.get(1)).isEmpty();

    Compaction compaction = Compaction.without(network, useless);
    double[][] sequence = ExampleGraphs.sequence(network, 5);
    assertThat(PlainForward.outputs(compaction.network(), compaction.compact(parameters), sequence))
        .isDeepEqualTo(PlainForward.outputs(network, parameters, sequence));
  }

  @Test
  void unitsThatOnlyReadEachOtherAreUseless() {
    ParameterLayout layout = ExampleGraphs.branches().layout();
    HiddenUnits units = HiddenUnits.of(layout);
    float[] parameters = ExampleGraphs.parameters(ExampleGraphs.branches());
    for (int unit : new int[] {0, 2}) {
      int[] others = IntStream.concat(own(units, 0), own(units, 2)).toArray();
      zero(parameters, except(units.outgoing(1, unit), others));
    }
    assertThat(UselessUnits.of(layout, parameters).get(1)).containsExactly(0, 2);
  }

  private static IntStream own(HiddenUnits units, int unit) {
    return IntStream.of(units.incoming(1, unit));
  }

  @Test
  void leavesOutTheFirstUnitOfALayerThatDoesNothing() {
    ParameterLayout layout = ExampleGraphs.chain().layout();
    assertThat(UselessUnits.of(layout, new float[layout.length()]).get(0))
        .containsExactly(1, 2, 3, 4);
  }

  private static void zero(float[] parameters, int[] positions) {
    for (int position : positions) {
      parameters[position] = 0f;
    }
  }

  private static int[] except(int[] positions, int[] others) {
    return IntStream.of(positions)
        .filter(position -> IntStream.of(others).noneMatch(other -> other == position))
        .toArray();
  }
}
