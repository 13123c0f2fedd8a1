package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Target;
import io.espalier.engine.StackReader;
import io.espalier.model.LayerSpec;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.Pooling;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Updater;
import io.espalier.plan.TrainPlan.Updater.RateSchedule;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine against Deeplearning4j's graph. */
class EngineNetworkTest {
  private static final LayerSpec DENSE = new LayerSpec.Dense(5);

  @Test
  void saysWhatDeeplearning4jSays() {
    Random random = new Random(11);
    for (int trial = 0; trial < 30; trial++) {
      RandomStack stack = RandomStack.of(random);
      Batch batch = batch(stack.data(), random);
      try (LiveNetwork engine = engine(stack.network());
          LiveNetwork graph = graph(stack.network())) {
        assertClose(engine.outputs(batch).values(), graph.outputs(batch).values());
        assertClose(floats(engine.activations(batch)), floats(graph.activations(batch)));
        assertClose(floats(engine.loss(batch)), floats(graph.loss(batch)));
      }
    }
  }

  @Test
  void hasTheGradientsOfDeeplearning4j() {
    Random random = new Random(12);
    int compared = 0;
    for (int trial = 0; trial < 50; trial++) {
      RandomStack stack = RandomStack.of(random);
      if (!stack.network().structure().json().contains("Dropout\"")) {
        assertSameGradient(stack.network(), batch(stack.data(), random));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(12);
  }

  @Test
  void hasTheGradientsOfLargeMatrices() {
    DatasetInfo text = Samples.languageModel();
    NetworkState state =
        Samples.network(text, Pooling.LAST, Samples.lstm(370), Samples.lstm(10), DENSE);
    assertSameGradient(state, Samples.batch(text, 4, 9, 9, 3, 7));
    DatasetInfo data = Samples.classification();
    int[] many = IntStream.range(0, 70).map(i -> 5).toArray();
    assertSameGradient(
        Samples.network(data, Pooling.MEAN, Samples.both(370)), Samples.batch(data, 4, many));
  }

  private static void assertSameGradient(NetworkState state, Batch batch) {
    float[] ours = new float[state.parameters().length];
    float[] theirs = new float[ours.length];
    try (LiveNetwork engine = engine(state);
        LiveNetwork graph = graph(state)) {
      double loss = engine.gradient(batch, 1, ours);
      assertClose(floats(loss), floats(graph.gradient(batch, 1, theirs)));
      assertClose(ours, theirs);
    }
  }

  @ParameterizedTest
  @EnumSource(Updater.Type.class)
  void takesTheStepsOfDeeplearning4j(Updater.Type type) {
    DatasetInfo data = Samples.classification();
    NetworkState plain =
        Samples.network(data, Pooling.LAST, Samples.lstm(6), Samples.both(4), DENSE);
    for (RateSchedule schedule : RateSchedule.values()) {
      Updater updater = new Updater(type, 0.02, 0.9, 0.1, schedule, 0.1);
      NetworkStructure structure =
          Training.configure(plain.structure(), updater, new Regularisation(0.2, 0.02), 9);
      NetworkState state = Training.fresh(structure, plain.parameters());
      try (LiveNetwork engine = engine(state);
          LiveNetwork graph = graph(state)) {
        for (LiveNetwork live : new LiveNetwork[] {engine, graph}) {
          for (int step = 0; step < 6; step++) {
            if (step == 3) {
              live.hold(thinned(state.parameters().length));
            }
            live.step(Samples.batch(data, step, 4, 2, 5), step);
          }
        }
        assertThat(difference(engine.parameters(), graph.parameters())).isLessThan(2e-4);
        assertThat(difference(engine.optimiser(), graph.optimiser())).isLessThan(2e-4);
        assertThat(engine.optimiserOwners()).isEqualTo(graph.optimiserOwners());
      }
    }
  }

  private static Mask thinned(int length) {
    return Mask.all(length).without(new Random(5).ints(length, 0, length).toArray());
  }

  @Test
  void givesTheSameBitsWhateverItDidBefore() {
    DatasetInfo data = Samples.classification();
    NetworkState state =
        Samples.trained(
            Samples.network(
                data, Pooling.MAX, Samples.both(9), new LayerSpec.Dropout(0.4), Samples.lstm(5)),
            Updater.Type.ADAM,
            1,
            0.01);
    try (LiveNetwork fresh = engine(state);
        LiveNetwork used = engine(state)) {
      used.hold(thinned(state.parameters().length));
      used.step(Samples.batch(data, 8, 30, 20, 12, 2, 2, 2, 2), 3);
      used.outputs(Samples.batch(data, 9, 3, 1));
      used.gradient(Samples.batch(data, 8, 40), 4, new float[state.parameters().length]);
      used.hold(Mask.all(state.parameters().length));
      used.load(state.parameters(), state.optimiser(), state.progress());
      for (int step = 0; step < 3; step++) {
        Batch batch = Samples.batch(data, step, 4, 7, 2);
        assertThat(used.step(batch, step)).isEqualTo(fresh.step(batch, step));
      }
      assertThat(used.parameters()).isEqualTo(fresh.parameters());
      assertThat(used.optimiser()).isEqualTo(fresh.optimiser());
    }
  }

  @Test
  void dropsAsOftenAsAsked() {
    DatasetInfo data = Samples.regression();
    NetworkState state =
        Samples.network(
            data, Pooling.LAST, Samples.lstm(4), new LayerSpec.Dense(1), new LayerSpec.Dropout(.3));
    float[] one = state.parameters().clone();
    Arrays.fill(one, 0f);
    int output = one.length - 4;
    one[output - 1] = 1f;
    one[output] = 1f;
    NetworkState constant = state.with(one, state.optimiser(), state.progress());
    Batch batch = Samples.batch(data, 1, 2);
    float[] wanted = ((Target.Values) batch.sequences().get(0).target()).values();
    double without = loss(0, wanted);
    double with = loss((float) (1 / 0.7), wanted);
    int dropped = 0;
    try (LiveNetwork live = engine(constant)) {
      float[] scratch = new float[one.length];
      for (int seed = 0; seed < 2000; seed++) {
        double loss = live.gradient(batch, seed, scratch);
        boolean isDropped = Math.abs(loss - without) < 1e-4;
        assertThat(isDropped || Math.abs(loss - with) < 1e-4).isTrue();
        dropped += isDropped ? 1 : 0;
      }
    }
    assertThat(dropped).isBetween(540, 660);
  }

  private static double loss(float first, float[] wanted) {
    return ((first - wanted[0]) * (first - wanted[0]) + wanted[1] * wanted[1]) / 2;
  }

  private static Batch batch(DatasetInfo data, Random random) {
    int[] lengths = random.ints(1 + random.nextInt(9), 1, 12).toArray();
    return Samples.batch(data, random.nextLong(), lengths);
  }

  private static LiveNetwork engine(NetworkState state) {
    assertThat(StackReader.read(state.structure()).network()).isPresent();
    LiveNetwork live = Samples.live(state);
    assertThat(live).isInstanceOf(EngineNetwork.class);
    return live;
  }

  private static LiveNetwork graph(NetworkState state) {
    LiveNetwork live = GraphNetwork.open(state.structure());
    live.load(state.parameters(), state.optimiser(), state.progress());
    return live;
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static void assertClose(float[] ours, float[] theirs) {
    assertThat(difference(ours, theirs)).isLessThan(1e-5);
  }

  /** Largest difference, by the largest value. */
  private static double difference(float[] ours, float[] theirs) {
    assertThat(ours).hasSameSizeAs(theirs);
    double scale =
        IntStream.range(0, theirs.length).mapToDouble(i -> Math.abs(theirs[i])).max().orElse(1);
    DoubleStream differences =
        IntStream.range(0, theirs.length).mapToDouble(i -> Math.abs(ours[i] - theirs[i]));
    return differences.max().orElse(0) / Math.max(scale, 1e-3);
  }
}
