package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.metric.Outputs;
import io.espalier.model.LayerSpec;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Pooling;
import io.espalier.model.TrainingProgress;
import io.espalier.plan.TrainPlan.Updater.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveNetworkTest {
  private final DatasetInfo data = Samples.classification();
  private final NetworkState stack =
      Samples.network(
          data,
          Pooling.LAST,
          Samples.lstm(4),
          new LayerSpec.Dropout(0.3),
          Samples.both(3),
          new LayerSpec.Dense(3));

  @ParameterizedTest
  @EnumSource(Type.class)
  void keepsPrunedParametersAndTheirStateAtPositiveZero(Type type) {
    NetworkState state = Samples.trained(stack, type, 0.5, 0.01);
    Mask mask = half(state.parameters().length);
    try (LiveNetwork live = Samples.live(state)) {
      for (int step = 0; step < 3; step++) {
        live.step(Samples.batch(data, step, 4, 2), step);
      }
      live.hold(mask);
      for (int step = 0; step < 4; step++) {
        assertZero(mask, live);
        live.step(Samples.batch(data, 10 + step, 4, 2, 3), step);
      }
      assertZero(mask, live);
      float[] after = live.parameters();
      assertThat(moved(state.parameters(), after)).isEqualTo(mask.kept());
    }
  }

  private static void assertZero(Mask mask, LiveNetwork live) {
    float[] parameters = live.parameters();
    for (int i = 0; i < parameters.length; i++) {
      if (!mask.keeps(i)) {
        assertThat(Float.floatToRawIntBits(parameters[i])).as("parameter %d", i).isZero();
      }
    }
    float[] optimiser = live.optimiser();
    int[] owners = live.optimiserOwners();
    for (int i = 0; i < optimiser.length; i++) {
      if (!mask.keeps(owners[i])) {
        assertThat(Float.floatToRawIntBits(optimiser[i])).as("state %d", i).isZero();
      }
    }
  }

  /** Kept parameters that differ. */
  private static long moved(float[] before, float[] after) {
    long moved = 0;
    for (int i = 0; i < before.length; i++) {
      if (after[i] != 0 && before[i] != after[i]) {
        moved++;
      }
    }
    return moved;
  }

  private static Mask half(int length) {
    int[] pruned = new Random(5).ints(length / 2, 0, length).toArray();
    return Mask.all(length).without(pruned);
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void summedGradientsMakeTheStepOfTheLargerBatch(Type type) {
    NetworkState plain = Samples.network(data, Pooling.LAST, Samples.lstm(4), Samples.both(3));
    NetworkState state = Samples.trained(plain, type, 0.05, 0.01);
    Batch first = Samples.batch(data, 1, 4, 2);
    Batch second = Samples.batch(data, 2, 3, 3, 1);
    try (LiveNetwork replicas = Samples.live(state);
        LiveNetwork one = Samples.live(state)) {
      for (int step = 0; step < 3; step++) {
        float[] sum = new float[state.parameters().length];
        float[] gradient = new float[sum.length];
        double loss = 0;
        for (Batch batch : new Batch[] {first, second}) {
          loss += replicas.gradient(batch, 0, gradient);
          for (int i = 0; i < sum.length; i++) {
            sum[i] += gradient[i];
          }
        }
        replicas.apply(sum, 5);
        assertThat(one.step(Samples.join(first, second), 0)).isCloseTo(loss / 5, within(1e-5));
      }
      assertThat(replicas.parameters()).containsExactly(one.parameters(), within(2e-4f));
      assertThat(replicas.iteration()).isEqualTo(3);
    }
  }

  @Test
  void learns() {
    NetworkState state = Samples.trained(stack, Type.ADAM, 0, 0);
    Batch batch = Samples.batch(data, 1, 5, 3, 4, 2);
    try (LiveNetwork live = Samples.live(state)) {
      double before = live.loss(batch);
      for (int step = 0; step < 60; step++) {
        live.step(batch, step);
      }
      assertThat(live.loss(batch)).isLessThan(before / 3);
    }
  }

  @Test
  void givesTheSameBitsOnAnyThread() {
    NetworkState state = Samples.trained(stack, Type.ADAM, 1, 0);
    float[] here = run(state);
    List<CompletableFuture<float[]>> elsewhere =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> run(state))).limit(3).toList();
    for (CompletableFuture<float[]> there : elsewhere) {
      assertThat(there.join()).isEqualTo(here);
    }
  }

  private float[] run(NetworkState state) {
    try (LiveNetwork live = Samples.live(state)) {
      for (int step = 0; step < 4; step++) {
        live.step(Samples.batch(data, step, 4, 3, 4), step);
      }
      return live.parameters();
    }
  }

  @Test
  void dropsDifferentInputsWithAnotherSeed() {
    Batch batch = Samples.batch(data, 1, 4, 3);
    try (LiveNetwork live = Samples.live(stack)) {
      float[] scratch = new float[stack.parameters().length];
      double one = live.gradient(batch, 1, scratch);
      assertThat(live.gradient(batch, 1, scratch)).isEqualTo(one);
      assertThat(live.gradient(batch, 2, scratch)).isNotEqualTo(one);
    }
  }

  @Test
  void continuesFromParametersStateAndIteration() {
    NetworkState state = Samples.trained(stack, Type.ADAM, 0, 0.01);
    Batch batch = Samples.batch(data, 1, 4, 3);
    try (LiveNetwork whole = Samples.live(state);
        LiveNetwork parts = Samples.live(state)) {
      whole.step(batch, 1);
      whole.step(batch, 2);
      parts.step(batch, 1);
      NetworkState half =
          state.with(parts.parameters(), parts.optimiser(), new TrainingProgress(0, 0, parts.iteration()));
      parts.step(batch, 9);
      parts.load(half.parameters(), half.optimiser(), half.progress());
      parts.step(batch, 2);
      assertThat(parts.parameters()).isEqualTo(whole.parameters());
      assertThat(parts.optimiser()).isEqualTo(whole.optimiser());
    }
  }

  @Test
  void paddingChangesNothing() {
    Batch padded = Samples.batch(data, 1, 5, 2, 3);
    try (LiveNetwork live = Samples.live(stack)) {
      Outputs together = live.outputs(padded);
      double[] activations = live.activations(padded);
      double[] alone = new double[activations.length];
      double loss = 0;
      for (int i = 0; i < 3; i++) {
        Batch one = Batch.of(padded.sequences().subList(i, i + 1));
        float[] row =
            Arrays.copyOfRange(together.values(), i * Samples.CLASSES, (i + 1) * Samples.CLASSES);
        assertThat(live.outputs(one).values()).containsExactly(row, within(1e-6f));
        double[] more = live.activations(one);
        Arrays.setAll(alone, k -> alone[k] + more[k]);
        loss += live.loss(one);
      }
      assertThat(activations).containsExactly(alone, within(1e-4));
      assertThat(live.loss(padded)).isCloseTo(loss / 3, within(1e-5));
    }
  }

  @Test
  void lastOutputOfABidirectionalLayerIsTheEndOfEachDirection() {
    NetworkState forward = Samples.network(data, Pooling.LAST, Samples.both(3));
    NetworkState mirrored = forward.with(swapDirections(forward), new float[0], TrainingProgress.START);
    Batch batch = Samples.batch(data, 1, 5, 2, 3);
    Batch reversed = Batch.of(batch.sequences().stream().map(LiveNetworkTest::reversed).toList());
    try (LiveNetwork live = Samples.live(forward);
        LiveNetwork mirror = Samples.live(mirrored)) {
      assertThat(mirror.outputs(reversed).values())
          .containsExactly(live.outputs(batch).values(), within(1e-6f));
    }
  }

  private static Sequence reversed(Sequence sequence) {
    int width = sequence.features();
    float[] values = new float[sequence.values().length];
    for (int i = 0; i < values.length; i++) {
      int step = sequence.steps() - 1 - i / width;
      values[step * width + i % width] = sequence.values()[i];
    }
    return Sequence.ofValues(sequence.id(), values, width, sequence.target());
  }

  /** Forward and backward parameters exchanged, and with them what the output reads. */
  private static float[] swapDirections(NetworkState state) {
    List<ParameterBlock> blocks = Layouts.of(state.structure()).blocks();
    float[] from = state.parameters();
    float[] into = from.clone();
    int half = blocks.get(3).offset();
    System.arraycopy(from, 0, into, half, half);
    System.arraycopy(from, half, into, 0, half);
    ParameterBlock output = blocks.get(6);
    int units = output.rows() / 2;
    for (int column = 0; column < output.columns(); column++) {
      for (int row = 0; row < output.rows(); row++) {
        into[output.index(row, column)] = from[output.index((row + units) % (2 * units), column)];
      }
    }
    return into;
  }

  @Test
  void languageModelSaysSomethingAtEveryValidStep() {
    DatasetInfo text = Samples.languageModel();
    NetworkState state =
        Samples.network(
            text, Pooling.LAST, Samples.lstm(3), new LayerSpec.Dense(4), Samples.lstm(3));
    Batch batch = Samples.batch(text, 3, 4, 2, 3);
    try (LiveNetwork live = Samples.live(state)) {
      Outputs outputs = live.outputs(batch);
      assertThat(outputs.rows()).isEqualTo(9);
      double loss = 0;
      int row = 0;
      for (var sequence : batch.sequences()) {
        for (int t = 0; t < sequence.steps(); t++) {
          int next = sequence.tokens()[t + 1];
          loss -= Math.log(outputs.values()[row++ * Samples.TOKENS + next]);
        }
      }
      assertThat(live.loss(batch)).isCloseTo(loss / 9, within(1e-5));
      float[] scratch = new float[state.parameters().length];
      assertThat(live.gradient(batch, 0, scratch)).isCloseTo(loss, within(1e-4));
      double[] together = live.activations(batch);
      double[] alone = new double[together.length];
      for (int i = 0; i < 3; i++) {
        double[] more = live.activations(Batch.of(batch.sequences().subList(i, i + 1)));
        Arrays.setAll(alone, k -> alone[k] + more[k]);
      }
      assertThat(together).containsExactly(alone, within(1e-4));
    }
  }
}
