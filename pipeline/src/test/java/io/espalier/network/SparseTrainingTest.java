package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.model.LayerSpec;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Pooling;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Updater;
import io.espalier.plan.TrainPlan.Updater.RateSchedule;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks whose pruned matrices multiply only what is left, against the same ones dense. */
class SparseTrainingTest {
  private static final double ALWAYS = 1e-9;

  @Test
  void hasTheGradientsOfTheMaskedNetworkWhereWeightsAreKept() {
    Random random = new Random(21);
    for (int trial = 0; trial < 60; trial++) {
      RandomStack stack = RandomStack.of(random);
      NetworkState state = stack.network();
      Mask mask = thinned(state.parameters().length, random);
      Batch batch = batch(stack.data(), random);
      float[] ours = new float[mask.length()];
      float[] theirs = new float[mask.length()];
      try (LiveNetwork sparse = live(state, mask, ALWAYS);
          LiveNetwork dense = live(state, mask, 1)) {
        double loss = sparse.gradient(batch, 5, ours);
        assertThat(loss).isCloseTo(dense.gradient(batch, 5, theirs), within(1e-5 * (1 + loss)));
        assertClose(mask.applyTo(ours), mask.applyTo(theirs), 1e-5);
        assertClose(sparse.outputs(batch).values(), dense.outputs(batch).values(), 1e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Updater.Type.class)
  void takesTheStepsOfTheMaskedNetwork(Updater.Type type) {
    DatasetInfo data = Samples.languageModel();
    NetworkState state = configured(data, type);
    Mask mask = thinned(state.parameters().length, new Random(3));
    try (LiveNetwork sparse = live(state, mask, ALWAYS);
        LiveNetwork dense = live(state, mask, 1)) {
      for (int step = 0; step < 6; step++) {
        Batch batch = Samples.batch(data, step, 4, 2, 5);
        double loss = dense.step(batch, step);
        assertThat(sparse.step(batch, step)).isCloseTo(loss, within(1e-4));
      }
      assertClose(sparse.parameters(), dense.parameters(), 2e-4);
      assertClose(sparse.optimiser(), dense.optimiser(), 2e-4);
      assertThat(mask.applyTo(sparse.parameters())).isEqualTo(sparse.parameters());
      int[] owners = sparse.optimiserOwners();
      float[] optimiser = sparse.optimiser();
      assertThat(IntStream.range(0, owners.length).filter(i -> !mask.keeps(owners[i])))
          .allSatisfy(i -> assertThat(Float.floatToRawIntBits(optimiser[i])).isZero());
    }
  }

  @Test
  void appliesSummedGradientsLikeAStep() {
    DatasetInfo data = Samples.classification();
    NetworkState state = configured(data, Updater.Type.ADAM);
    Mask mask = thinned(state.parameters().length, new Random(4));
    Batch batch = Samples.batch(data, 1, 4, 2, 5);
    try (LiveNetwork stepped = live(state, mask, ALWAYS);
        LiveNetwork applied = live(state, mask, ALWAYS)) {
      float[] gradient = new float[mask.length()];
      applied.gradient(batch, 3, gradient);
      applied.apply(gradient, applied.examples(batch));
      stepped.step(batch, 3);
      assertThat(applied.parameters()).isEqualTo(stepped.parameters());
      assertThat(applied.optimiser()).isEqualTo(stepped.optimiser());
    }
  }

  @Test
  void givesTheSameBitsWhateverItDidBefore() {
    DatasetInfo data = Samples.classification();
    NetworkState state = configured(data, Updater.Type.ADAM);
    Mask mask = thinned(state.parameters().length, new Random(5));
    try (LiveNetwork fresh = live(state, mask, ALWAYS);
        LiveNetwork used = live(state, thinned(mask.length(), new Random(6)), ALWAYS)) {
      used.step(Samples.batch(data, 8, 30, 20, 12, 2, 2, 2, 2), 3);
      used.hold(mask);
      used.load(state.parameters(), state.optimiser(), state.progress());
      for (int step = 0; step < 3; step++) {
        Batch batch = Samples.batch(data, step, 4, 7, 2);
        assertThat(used.step(batch, step)).isEqualTo(fresh.step(batch, step));
      }
      assertThat(used.parameters()).isEqualTo(fresh.parameters());
      assertThat(used.optimiser()).isEqualTo(fresh.optimiser());
    }
  }

  private static NetworkState configured(DatasetInfo data, Updater.Type type) {
    NetworkState plain =
        Samples.network(
            data, Pooling.LAST, Samples.lstm(6), Samples.lstm(20), new LayerSpec.Dense(5));
    Updater updater = new Updater(type, 0.02, 0.9, 0.1, RateSchedule.CONSTANT, 0.1);
    return Training.fresh(
        Training.configure(plain.structure(), updater, new Regularisation(0.2, 0.02), 9),
        plain.parameters());
  }

  private static LiveNetwork live(NetworkState state, Mask mask, double sparseAbove) {
    LiveNetwork live = LiveNetwork.open(state.structure(), sparseAbove);
    live.hold(mask);
    live.load(state.parameters(), state.optimiser(), state.progress());
    return live;
  }

  private static Mask thinned(int length, Random random) {
    return Mask.all(length).without(random.ints(2 * length, 0, length).toArray());
  }

  private static Batch batch(DatasetInfo data, Random random) {
    int[] lengths = random.ints(1 + random.nextInt(40), 1, 12).toArray();
    return Samples.batch(data, random.nextLong(), lengths);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  private static void assertClose(float[] ours, float[] theirs, double tolerance) {
    assertThat(ours).hasSameSizeAs(theirs);
    double scale =
        IntStream.range(0, theirs.length).mapToDouble(i -> Math.abs(theirs[i])).max().orElse(1);
    double worst =
        IntStream.range(0, theirs.length)
            .mapToDouble(i -> Math.abs(ours[i] - theirs[i]))
            .max()
            .orElse(0);
    assertThat(worst).isLessThan(tolerance * Math.max(scale, 1e-3));
  }
}
