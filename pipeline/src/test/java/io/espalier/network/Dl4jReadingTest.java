package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.format.Limits;
import io.espalier.format.SeekableInput;
import io.espalier.model.LayerSpec;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Pooling;
import io.espalier.model.Progress;
import io.espalier.network.NetworkFile.Extent;
import io.espalier.plan.TrainPlan.Updater;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written over Deeplearning4j's objects is read without them. */
class Dl4jReadingTest {
  private static Content read(NetworkState state, Optional<Mask> mask) {
    byte[] zip = NetworkFile.write(state, mask, Extent.TRAINING);
    return Formats.named("dl4j").read(SeekableInput.of(zip, "a.zip"), Limits.USUAL);
  }

  private static void assertSame(NetworkState state) {
    Mask mask = Mask.all(state.parameters().length).without(new int[] {0, 3, 11});
    Content content = read(state, Optional.of(mask));
    assertThat(content.network().layout()).isEqualTo(Layouts.of(state.structure()));
    assertThat(content.parameters()).isEqualTo(state.parameters());
    assertThat(content.mask()).contains(mask);
    if (state.optimiser().length > 0) {
      assertThat(content.training().orElseThrow().optimiser()).isEqualTo(state.optimiser());
      assertThat(content.training().orElseThrow().iteration())
          .isEqualTo(state.progress().iteration());
      assertThat(content.training().orElseThrow().epoch()).isEqualTo(state.progress().epoch());
    }
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void readsGraphs(Pooling pooling) {
    assertSame(
        Samples.network(
            Samples.classification(),
            pooling,
            Samples.graves(4),
            new LayerSpec.Dropout(0.2),
            Samples.both(3),
            new LayerSpec.Dense(3)));
  }

  @ParameterizedTest
  @EnumSource(Updater.Type.class)
  void readsHowAStackIsTrained(Updater.Type type) {
    NetworkState state = Samples.trained(Samples.stack(), type, 1, 0.01);
    NetworkState later = state.with(state.parameters(), state.optimiser(), new Progress(3, 0, 17));
    assertSame(later);
    assertThat(read(later, Optional.empty()).training().orElseThrow().rules())
        .isEqualTo(EngineTraining.of(Chain.of(later.structure())).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void readsRandomStacks(long seed) {
    assertSame(RandomStack.of(new Random(seed)).network());
  }

  @Test
  void saysWhichTypeItWas() {
    assertThat(read(Samples.stack(), Optional.empty()).notes())
        .containsEntry("dl4j.type", "multi-layer");
  }
}
