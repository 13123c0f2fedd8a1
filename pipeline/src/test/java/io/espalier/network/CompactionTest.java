package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.model.HiddenUnits;
import io.espalier.model.LayerSpec;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Pooling;
import io.espalier.prune.UselessUnits;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompactionTest {
  static Stream<Arguments> networks() {
    DatasetInfo values = Samples.classification();
    DatasetInfo text = Samples.languageModel();
    LayerSpec dense = new LayerSpec.Dense(4);
    return Stream.of(
        Arguments.of(
            values, Samples.network(values, Pooling.LAST, Samples.lstm(5), Samples.lstm(4))),
        Arguments.of(
            values, Samples.network(values, Pooling.MEAN, Samples.graves(4), Samples.simple(4))),
        Arguments.of(
            values,
            Samples.network(values, Pooling.LAST, dense, Samples.both(3), Samples.both(4), dense)),
        Arguments.of(
            text,
            Samples.network(
                text, Pooling.LAST, new LayerSpec.Embedding(3), Samples.lstm(4), dense)),
        Arguments.of(values, Samples.stack()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void compactedSaysWhatMaskedSays(DatasetInfo data, NetworkState state) {
    Mask mask = withoutHalfOfTheUnits(state);
    float[] masked = mask.applyTo(state.parameters());
    Compaction compaction = Compaction.of(state.structure(), masked);
    float[] small = compaction.compact(masked);
    assertThat(compaction.structure().origin()).isEqualTo(state.structure().origin());
    assertThat(small.length).isLessThan(masked.length * 6 / 10);
    assertThat(compaction.compact(mask).isAll()).isTrue();
    assertThat(compaction.expand(small)).isEqualTo(masked);

    Batch batch = Samples.batch(data, 4, 5, 2, 3);
    NetworkState smallState = Training.fresh(compaction.structure(), small);
    try (LiveNetwork large = Samples.live(state.with(masked, new float[0], state.progress()));
        LiveNetwork compacted = Samples.live(smallState)) {
      assertThat(compacted.outputs(batch).values())
          .containsExactly(large.outputs(batch).values(), within(1e-6f));
      assertThat(compacted.step(batch, 1)).isFinite();
    }
    byte[] zip =
        NetworkFile.write(smallState, java.util.Optional.empty(), NetworkFile.Extent.INFERENCE);
    assertThat(NetworkFile.read(zip, "small.zip").state()).isEqualTo(smallState);
  }

  private static Mask withoutHalfOfTheUnits(NetworkState state) {
    ParameterLayout layout = Layouts.of(state.structure());
    HiddenUnits units = HiddenUnits.of(layout);
    Mask mask = Mask.all(layout.length());
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit += 2) {
        mask = mask.without(units.parameters(layer, unit));
      }
    }
    return mask;
  }

  @Test
  void findsUnitsThatReachNoOutput() {
    NetworkState state =
        Samples.network(Samples.classification(), Pooling.LAST, Samples.lstm(3), Samples.lstm(3));
    ParameterLayout layout = Layouts.of(state.structure());
    HiddenUnits units = HiddenUnits.of(layout);
    float[] parameters = state.parameters().clone();
    for (int position : units.outgoing(1, 2)) {
      parameters[position] = 0f;
    }
    assertThat(UselessUnits.of(layout, parameters).get(1)).containsExactly(2);
    assertThat(UselessUnits.of(layout, parameters).get(0)).isEmpty();
    for (int position : units.outgoing(0, 1)) {
      boolean readByUselessUnit =
          IntStream.of(units.incoming(1, 2)).anyMatch(incoming -> incoming == position);
      parameters[position] = readByUselessUnit ? parameters[position] : 0f;
    }
    assertThat(UselessUnits.of(layout, parameters).get(0)).containsExactly(1);
  }

  @Test
  void leavesOneUnitInALayerThatDoesNothing() {
    NetworkState state =
        Samples.network(Samples.classification(), Pooling.LAST, Samples.lstm(3), Samples.lstm(3));
    ParameterLayout layout = Layouts.of(state.structure());
    float[] zeros = new float[layout.length()];
    assertThat(UselessUnits.of(layout, zeros).get(0)).containsExactly(1, 2);
    NetworkStructure small = Compaction.of(state.structure(), zeros).structure();
    assertThat(Layouts.of(small).layers())
        .extracting("units")
        .containsExactly(1, 1, Samples.CLASSES);
    assertThatThrownBy(() -> Compaction.without(state.structure(), Map.of(0, new int[] {0, 1, 2})))
        .hasMessageContaining("lstm-0");
  }

  @Test
  void aUnitWithAllItsParametersAtZeroIsSilent() {
    DatasetInfo data = Samples.classification();
    NetworkState state =
        Samples.network(
            data,
            Pooling.LAST,
            Samples.lstm(3),
            Samples.graves(3),
            Samples.simple(3),
            Samples.both(3),
            new LayerSpec.Dense(3));
    HiddenUnits units = HiddenUnits.of(Layouts.of(state.structure()));
    Random random = new Random(1);
    Batch batch = Samples.batch(data, 4, 5, 2, 3);
    int at = 0;
    for (int layer : units.layers()) {
      int unit = random.nextInt(units.count(layer));
      float[] silenced = state.parameters().clone();
      for (int position : units.parameters(layer, unit)) {
        silenced[position] = 0f;
      }
      try (LiveNetwork live = Samples.live(state.with(silenced, new float[0], state.progress()))) {
        double[] activations = live.activations(batch);
        for (int k = 0; k < units.count(layer); k++) {
          if (k == unit) {
            assertThat(activations[at + k]).isZero();
          } else {
            assertThat(activations[at + k]).isPositive();
          }
        }
      }
      at += units.count(layer);
    }
  }
}
