package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingStateTest {
  private static final int[] OWNERS = {0, 1, 2, 3, 0, 1, 2, 3};

  @Test
  void whatAMovedMaskPrunesIsZeroAndWhatItBringsBackBeginsAfresh() {
    Mask before = Mask.all(4).without(new int[] {3});
    Mask after = Mask.all(4).without(new int[] {1});
    TrainingState moved = state(before).under(after, OWNERS);

    assertThat(moved.mask()).isEqualTo(after);
    assertThat(moved.current().parameters()).containsExactly(1f, 0f, 3f, 0f);
    assertThat(moved.current().optimiser()).containsExactly(.1f, 0f, .3f, 0f, .5f, 0f, .7f, 0f);
    assertThat(moved.velocity().values()).containsExactly(9f, 0f, 7f, 0f);
    assertThat(moved.best()).isEqualTo(state(before).best());
    assertThat(moved.running()).isEqualTo(state(before).running());
  }

  @Test
  void withoutVelocityThereIsNoneAfterAMove() {
    TrainingState start = TrainingState.start(network(), Mask.all(4));
    TrainingState moved = start.under(Mask.all(4).without(new int[] {0}), OWNERS);
    assertThat(moved.velocity().isNone()).isTrue();
  }

  private static TrainingState state(Mask mask) {
    return new TrainingState(
        network(),
        mask,
        new Velocity(new float[] {9f, 8f, 7f, 6f}),
        new TrainingState.Best(network(), mask, 0.5),
        new TrainingState.EpochUnderWay(2, 1.5, 64, 1000),
        List.of());
  }

  private static NetworkState network() {
    return new NetworkState(
        NETWORK,
        new float[] {1f, 2f, 3f, 4f},
        new float[] {.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f},
        new TrainingProgress(1, 3, 12));
  }

  private static final Network NETWORK = ExampleGraphs.chain();
}
