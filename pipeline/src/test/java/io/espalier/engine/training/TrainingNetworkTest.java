package io.espalier.engine.training;

import static io.espalier.engine.Networks.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Batch;
import io.espalier.engine.DrawnNetwork;
import io.espalier.engine.DrawnNetwork.Kind;
import io.espalier.engine.Networks;
import io.espalier.engine.StockGraph;
import io.espalier.engine.inference.InferenceNetwork;
import io.espalier.kernel.Closeness;
import io.espalier.model.Clipping;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.model.Optimiser;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.RateSchedule;
import io.espalier.model.Training;
import io.espalier.model.Training.Rules;
import io.espalier.model.TrainingProgress;
import io.espalier.model.UpdateRule;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks drawn from all kinds of layers. */
class TrainingNetworkTest {
  private static final double ALWAYS = 1e-9;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void saysAndLearnsWhatDeeplearning4jDoes(Kind kind) {
    Random random = new Random(10 + kind.ordinal());
    for (int trial = 0; trial < 40; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(kind, random);
      Network network = drawn.network();
      // Deeplearning4j runs the backward direction through the padding
      Batch batch = drawn.batch(random, kind == Kind.CAUSAL_CHAIN ? padded() : even(random));
      float[] gradient = new float[drawn.parameters().length];
      try (TrainingNetwork ours = open(drawn, Mask.all(gradient.length), 1);
          StockGraph stock = new StockGraph(network, drawn.parameters())) {
        String what = network.toString();
        Closeness.assertClose(what, ours.outputs(batch).values(), stock.outputs(batch), 1e-5);
        ours.gradient(batch, 1, gradient);
        Networks.assertClose(network, gradient, stock.gradient(batch), 1e-5);
      }
    }
  }

  private static int[] padded() {
    return new int[] {5, 2, 7};
  }

  private static int[] even(Random random) {
    int[] lengths = new int[1 + random.nextInt(9)];
    Arrays.fill(lengths, 1 + random.nextInt(6));
    return lengths;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void saysWhatInferenceSays(Kind kind) {
    Random random = new Random(20 + kind.ordinal());
    for (int trial = 0; trial < 60; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(kind, random);
      Batch batch = drawn.batch(random, random.ints(1 + random.nextInt(12), 1, 9).toArray());
      InferenceNetwork fixed = InferenceNetwork.of(drawn.network(), drawn.parameters());
      try (TrainingNetwork learning = open(drawn, Mask.all(drawn.parameters().length), 1)) {
        String what = drawn.network().toString();
        Closeness.assertClose(
            what, fixed.outputs(batch).values(), learning.outputs(batch).values(), 1e-6);
        Closeness.assertClose(
            what, floats(fixed.activations(batch)), floats(learning.activations(batch)), 1e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void learnsTheSameWhereOnlyWhatIsLeftIsMultiplied(Kind kind) {
    Random random = new Random(30 + kind.ordinal());
    for (int trial = 0; trial < 60; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(kind, random);
      int length = drawn.parameters().length;
      Mask mask = Mask.all(length).without(random.ints(length, 0, length).toArray());
      Batch batch = drawn.batch(random, random.ints(1 + random.nextInt(40), 1, 9).toArray());
      float[] ours = new float[length];
      float[] theirs = new float[length];
      try (TrainingNetwork sparse = open(drawn, mask, ALWAYS);
          TrainingNetwork dense = open(drawn, mask, 1)) {
        sparse.gradient(batch, 5, ours);
        dense.gradient(batch, 5, theirs);
        Networks.assertClose(drawn.network(), mask.applyTo(ours), mask.applyTo(theirs), 1e-5);
        sparse.step(batch, 6);
        assertThat(mask.applyTo(sparse.parameters())).isEqualTo(sparse.parameters());
      }
    }
  }

  @Test
  void givesTheSameBitsWhateverItDidBefore() {
    Random random = new Random(40);
    for (int trial = 0; trial < 40; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(Kind.GRAPH, random);
      Mask all = Mask.all(drawn.parameters().length);
      try (TrainingNetwork fresh = open(drawn, all, ALWAYS);
          TrainingNetwork used = open(drawn, all.without(new int[] {0, 1, 2, 3, 7}), ALWAYS)) {
        used.step(drawn.batch(random, 30, 20, 12, 2, 2, 2, 2), 3);
        used.activations(drawn.batch(random, 3, 1));
        used.hold(all);
        used.load(drawn.parameters(), new float[0], TrainingProgress.START);
        for (int step = 0; step < 3; step++) {
          Batch batch = drawn.batch(random, 4, 7, 2);
          assertThat(used.step(batch, step)).isEqualTo(fresh.step(batch, step));
        }
        assertThat(used.parameters()).isEqualTo(fresh.parameters());
        assertThat(used.optimiser()).isEqualTo(fresh.optimiser());
      }
    }
  }

  @Test
  void tracksHowFarWeightsMoveFromZeroAndLearnsTheSame() {
    double rate = 0.05;
    Optimiser descent =
        new Optimiser(UpdateRule.of(UpdateRule.Kind.SGD), new RateSchedule.Fixed(rate), List.of());
    Random random = new Random(50);
    for (int trial = 0; trial < 20; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(Kind.GRAPH, random);
      Training plain = Training.alike(drawn.network(), new Rules(descent, descent, Clipping.NONE));
      Training tracking = plain.tracking(Training.Tracking.MOVEMENT);
      int length = drawn.parameters().length;
      double[] moved = new double[length];
      try (TrainingNetwork learning = new TrainingNetwork(drawn.network(), tracking, 1);
          TrainingNetwork untold = new TrainingNetwork(drawn.network(), plain, 1)) {
        learning.load(drawn.parameters(), new float[0], TrainingProgress.START);
        untold.load(drawn.parameters(), new float[0], TrainingProgress.START);
        for (int step = 0; step < 3; step++) {
          Batch batch = drawn.batch(random, 4, 2);
          float[] before = learning.parameters();
          learning.step(batch, step);
          untold.step(batch, step);
          float[] after = learning.parameters();
          for (int i = 0; i < length; i++) {
            moved[i] += before[i] * (after[i] - (double) before[i]) / rate;
          }
        }
        assertThat(learning.parameters()).isEqualTo(untold.parameters());
        float[] tracked =
            OptimiserLayout.movement(
                    new NetworkState(
                        drawn.network(),
                        learning.parameters(),
                        learning.optimiser(),
                        TrainingProgress.START),
                    tracking)
                .orElseThrow();
        Networks.assertClose(drawn.network(), tracked, floats(moved), 1e-3);
      }
    }
  }

  private static TrainingNetwork open(DrawnNetwork drawn, Mask mask, double sparseAbove) {
    TrainingNetwork network =
        new TrainingNetwork(drawn.network(), Training.alike(drawn.network(), RULES), sparseAbove);
    network.hold(mask);
    network.load(drawn.parameters(), new float[0], TrainingProgress.START);
    return network;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
