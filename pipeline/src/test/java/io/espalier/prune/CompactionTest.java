package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.ExampleGraphs;
import io.espalier.model.HiddenUnits;
import io.espalier.model.InputFeatures;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkRules;
import io.espalier.model.ParameterLayout;
import io.espalier.model.PlainForward;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactionTest {
  static Stream<String> names() {
    return ExampleGraphs.all().keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void compactedSaysExactlyWhatMaskedSays(String name) {
    Network network = ExampleGraphs.all().get(name);
    Mask mask = withoutHalfOfTheUnits(network.layout());
    float[] masked = mask.applyTo(ExampleGraphs.parameters(network));
    Compaction compaction = Compaction.of(network, masked);
    float[] small = compaction.compact(masked);
    assertThat(small.length)
        .isLessThan(masked.length * 7 / 10)
        .isEqualTo(compaction.network().layout().length());
    assertThat(NetworkRules.problems(compaction.network())).isEmpty();
    assertThat(compaction.compact(mask).isAll()).isTrue();
    assertThat(compaction.expand(Mask.all(small.length))).isEqualTo(mask);
    assertThat(compaction.expand(small)).isEqualTo(masked);

    double[][] sequence = ExampleGraphs.sequence(network, 5);
    assertThat(PlainForward.outputs(compaction.network(), small, sequence))
        .isDeepEqualTo(PlainForward.outputs(network, masked, sequence));
  }

  private static Mask withoutHalfOfTheUnits(ParameterLayout layout) {
    HiddenUnits units = HiddenUnits.of(layout);
    Mask mask = Mask.all(layout.length());
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit += 2) {
        mask = mask.without(units.parameters(layer, unit));
      }
    }
    return mask;
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain", "both ends", "branches", "skip", "loss"})
  void withoutFeaturesItSaysWhatFeaturesOfNoWeightSay(String name) {
    Network network = ExampleGraphs.all().get(name);
    float[] masked = ExampleGraphs.parameters(network);
    InputFeatures features = InputFeatures.of(network.layout());
    BitSet gone = new BitSet();
    features.forEach(
        (feature, parameter) -> {
          if (feature != 1) {
            masked[parameter] = 0;
            gone.set(parameter);
          }
        });
    Mask mask = Mask.all(masked.length).without(gone.stream().toArray());
    assertThat(features.pruned(mask)).containsExactly(0, 2);
    Compaction compaction = Compaction.withoutFeatures(network, features.pruned(mask));
    assertThat(compaction.network().width("input")).isEqualTo(1);
    assertThat(compaction.expand(Mask.all(compaction.origins().length))).isEqualTo(mask);
    assertThat(compaction.expand(compaction.compact(masked))).isEqualTo(masked);
    double[][] sequence = ExampleGraphs.sequence(network, 5);
    double[][] narrow =
        Arrays.stream(sequence).map(step -> new double[] {step[1]}).toArray(double[][]::new);
    assertThat(PlainForward.outputs(compaction.network(), compaction.compact(masked), narrow))
        .isDeepEqualTo(PlainForward.outputs(network, masked, sequence));
  }

  @Test
  void oneFeatureStays() {
    Network network = ExampleGraphs.chain();
    int length = network.layout().length();
    Mask none = Mask.all(length).without(IntStream.range(0, length).toArray());
    assertThat(InputFeatures.of(network.layout()).pruned(none)).containsExactly(1, 2);
    assertThatThrownBy(() -> Compaction.withoutFeatures(network, List.of(0, 1, 2)))
        .hasMessageContaining("one must stay");
  }

  @ParameterizedTest
  @MethodSource("names")
  void theWayBackKnowsWhereEachParameterStood(String name) {
    Network network = ExampleGraphs.all().get(name);
    HiddenUnits units = HiddenUnits.of(network.layout());
    for (int layer : units.layers()) {
      Compaction compaction = Compaction.without(network, Map.of(layer, new int[] {1}));
      int[] rest =
          IntStream.range(0, network.layout().length())
              .filter(
                  position ->
                      IntStream.of(units.parameters(layer, 1)).noneMatch(gone -> gone == position))
              .toArray();
      assertThat(compaction.origins()).containsExactly(rest);
    }
  }

  @Test
  void refusesToLeaveALayerEmptyAndToCutWhatIsSaid() {
    Network network = ExampleGraphs.loss();
    assertThatThrownBy(() -> Compaction.without(network, Map.of(0, new int[] {0, 1, 2, 3})))
        .hasMessageContaining("of layer a: one must stay");
    assertThatThrownBy(() -> Compaction.without(network, Map.of(2, new int[] {0})))
        .hasMessageContaining("of layer c: one must stay, and embedding and output keep all");
  }

  @Test
  void leavesOneUnitInALayerThatDoesNothing() {
    Network network = ExampleGraphs.bothEnds();
    float[] zeros = new float[network.layout().length()];
    assertThat(Compaction.of(network, zeros).network().layout().layers())
        .extracting("units")
        .containsExactly(1, 1, 3);
  }
}
