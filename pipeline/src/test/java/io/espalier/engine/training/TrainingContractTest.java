package io.espalier.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.kernel.Closeness;
import io.espalier.model.Activation;
import io.espalier.model.Clipping;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.Optimiser;
import io.espalier.model.Optimiser.Penalty;
import io.espalier.model.RandomNetworks;
import io.espalier.model.RateSchedule;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import io.espalier.model.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a network that learns promises, whatever its layers. */
class TrainingContractTest {
  private static final double ALWAYS = 1e-9;
  private static final double NEVER = 1;
  private static final int FEATURES = ExampleGraphs.FEATURES;
  private static final UpdateRule ADAM = UpdateRule.of(UpdateRule.Kind.ADAM, 0.9, 0.999, 1e-8);

  private final Network noisy = network(Noise.dropout(0.7));
  private final Network plain = network(Noise.NONE);

  static Set<UpdateRule> rules() {
    return StockUpdaters.all().keySet();
  }

  @Test
  void learns() {
    Batch batch = batch(1, 5, 3, 4, 2);
    try (TrainingNetwork network = open(noisy, training(noisy, ADAM, Clipping.NONE, 0), NEVER)) {
      double before = network.loss(batch);
      for (int step = 0; step < 60; step++) {
        network.step(batch, step);
      }
      assertThat(network.loss(batch)).isLessThan(before / 3);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void summedGradientsMakeTheStepOfTheLargerBatch(UpdateRule rule) {
    Training training = training(plain, rule, clip(0.05), 0.01);
    Batch first = batch(1, 4, 2);
    Batch second = batch(2, 3, 3, 1);
    try (TrainingNetwork replicas = open(plain, training, NEVER);
        TrainingNetwork one = open(plain, training, NEVER)) {
      for (int step = 0; step < 3; step++) {
        float[] sum = new float[plain.layout().length()];
        double loss = addGradient(replicas, first, sum) + addGradient(replicas, second, sum);
        replicas.apply(sum, 5);
        assertThat(one.step(join(first, second), 0)).isCloseTo(loss / 5, within(1e-5));
      }
      assertThat(replicas.parameters()).containsExactly(one.parameters(), within(2e-4f));
      assertThat(replicas.iteration()).isEqualTo(3);
    }
  }

  private static double addGradient(TrainingNetwork network, Batch batch, float[] sum) {
    float[] gradient = new float[sum.length];
    double loss = network.gradient(batch, 0, gradient);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += gradient[i];
    }
    return loss;
  }

  @Test
  void appliesAGradientLikeAStepWhereOnlyWhatIsLeftIsMultiplied() {
    Training training = training(noisy, ADAM, clip(0.5), 0.01);
    Mask mask = thinned(4);
    Batch batch = batch(1, 4, 2, 5);
    try (TrainingNetwork stepped = open(noisy, training, ALWAYS);
        TrainingNetwork applied = open(noisy, training, ALWAYS)) {
      stepped.hold(mask);
      applied.hold(mask);
      float[] gradient = new float[mask.length()];
      applied.gradient(batch, 3, gradient);
      applied.apply(gradient, applied.examples(batch));
      stepped.step(batch, 3);
      assertThat(applied.parameters()).isEqualTo(stepped.parameters());
      assertThat(applied.optimiser()).isEqualTo(stepped.optimiser());
    }
  }

  @Test
  void givesTheSameBitsOnAnyThread() {
    float[] here = learnt();
    List<CompletableFuture<float[]>> elsewhere =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::learnt)).limit(3).toList();
    for (CompletableFuture<float[]> there : elsewhere) {
      assertThat(there.join()).isEqualTo(here);
    }
  }

  private float[] learnt() {
    try (TrainingNetwork network = open(noisy, training(noisy, ADAM, clip(1), 0), NEVER)) {
      for (int step = 0; step < 4; step++) {
        network.step(batch(step, 4, 3, 4), step);
      }
      return network.parameters();
    }
  }

  @Test
  void dropsDifferentInputsWithAnotherSeed() {
    Batch batch = batch(1, 4, 3);
    try (TrainingNetwork network = open(noisy, Training.still(noisy), NEVER)) {
      float[] scratch = new float[noisy.layout().length()];
      double one = network.gradient(batch, 1, scratch);
      assertThat(network.gradient(batch, 1, scratch)).isEqualTo(one);
      assertThat(network.gradient(batch, 2, scratch)).isNotEqualTo(one);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void continuesFromParametersStateAndIteration(UpdateRule rule) {
    Training training = training(noisy, rule, Clipping.NONE, 0.01);
    Batch batch = batch(1, 4, 3);
    try (TrainingNetwork whole = open(noisy, training, NEVER);
        TrainingNetwork parts = open(noisy, training, NEVER)) {
      whole.step(batch, 1);
      whole.step(batch, 2);
      parts.step(batch, 1);
      float[] parameters = parts.parameters();
      float[] optimiser = parts.optimiser();
      TrainingProgress progress = new TrainingProgress(0, 0, parts.iteration());
      parts.step(batch, 9);
      parts.load(parameters, optimiser, progress);
      parts.step(batch, 2);
      assertThat(parts.parameters()).isEqualTo(whole.parameters());
      assertThat(parts.optimiser()).isEqualTo(whole.optimiser());
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void keepsPrunedParametersAndTheirStateAtPositiveZero(UpdateRule rule) {
    Training training = training(noisy, rule, clip(0.5), 0.01);
    Mask mask = RandomNetworks.mask(noisy.layout().length(), 5);
    for (double sparseAbove : new double[] {NEVER, ALWAYS}) {
      try (TrainingNetwork network = open(noisy, training, sparseAbove)) {
        for (int step = 0; step < 3; step++) {
          network.step(batch(step, 4, 2), step);
        }
        network.hold(mask);
        for (int step = 0; step < 4; step++) {
          assertZero(mask, network);
          network.step(batch(10 + step, 4, 2, 3), step);
        }
        assertZero(mask, network);
        float[] before = ExampleGraphs.parameters(noisy);
        assertThat(moved(before, network.parameters())).isEqualTo(mask.kept());
      }
    }
  }

  private static void assertZero(Mask mask, TrainingNetwork network) {
    float[] parameters = network.parameters();
    for (int i = 0; i < parameters.length; i++) {
      if (!mask.keeps(i)) {
        assertThat(Float.floatToRawIntBits(parameters[i])).as("parameter %d", i).isZero();
      }
    }
    float[] optimiser = network.optimiser();
    int[] owners = network.optimiserOwners();
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

  @ParameterizedTest
  @MethodSource("rules")
  void takesTheStepsOfTheMaskedNetworkWhereOnlyWhatIsLeftIsMultiplied(UpdateRule rule) {
    Training training = training(noisy, rule, clip(0.5), 0.01);
    Mask mask = thinned(3);
    try (TrainingNetwork sparse = open(noisy, training, ALWAYS);
        TrainingNetwork dense = open(noisy, training, NEVER)) {
      sparse.hold(mask);
      dense.hold(mask);
      for (int step = 0; step < 6; step++) {
        Batch batch = batch(step, 4, 2, 5);
        double loss = dense.step(batch, step);
        assertThat(sparse.step(batch, step)).isCloseTo(loss, within(1e-4));
      }
      Closeness.assertClose("parameters", sparse.parameters(), dense.parameters(), 2e-4);
      Closeness.assertClose("state", sparse.optimiser(), dense.optimiser(), 2e-4);
      assertZero(mask, sparse);
    }
  }

  private Mask thinned(long seed) {
    int length = noisy.layout().length();
    return Mask.all(length).without(new Random(seed).ints(2L * length, 0, length).toArray());
  }

  /** Three kinds of layers; noise is in front of the bidirectional one. */
  private static Network network(Noise noise) {
    Layer.Lstm direction = ExampleGraphs.lstm(4, 3);
    Layer.Dense dense = new Layer.Dense(6, 3, Bias.PRESENT, Activation.TANH, Noise.NONE);
    return ExampleGraphs.network(
        Node.of("a", "input", ExampleGraphs.lstm(FEATURES, 4)),
        Node.of("b", "a", new Bidirectional(direction, direction, noise)),
        Node.of("last", "b", Pool.of(Reduction.BOTH_ENDS)),
        Node.of("c", "last", dense),
        Node.of("output", "c", ExampleGraphs.output(3)));
  }

  /**
   * All layers alike.
   *
   * @param penalty on weights: into the gradient, and as AdamW's decay
   */
  private static Training training(
      Network network, UpdateRule rule, Clipping clipping, double penalty) {
    RateSchedule amount = new RateSchedule.Fixed(penalty);
    List<Penalty> penalties =
        List.of(
            new Penalty(Penalty.Kind.L2, amount),
            new Penalty(Penalty.Kind.DECAY_TIMES_RATE, amount));
    RateSchedule rate = new RateSchedule.Fixed(StockUpdaters.RATE);
    Optimiser weights = new Optimiser(rule, rate, penalties);
    Optimiser bias = new Optimiser(rule, rate, List.of());
    return Training.alike(network, new Training.Rules(weights, bias, clipping));
  }

  private static Clipping clip(double norm) {
    return new Clipping(Clipping.Kind.CLIP_LAYER_NORM, norm);
  }

  private static TrainingNetwork open(Network network, Training training, double sparseAbove) {
    TrainingNetwork open = new TrainingNetwork(network, training, sparseAbove);
    open.load(ExampleGraphs.parameters(network), new float[0], TrainingProgress.START);
    return open;
  }

  /** One labelled sequence of each length. */
  private static Batch batch(long seed, int... lengths) {
    Random random = new Random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int length : lengths) {
      float[] values = RandomNetworks.numbers(length * FEATURES, random.nextLong());
      Target target = new Target.Label(random.nextInt(3));
      sequences.add(Sequence.ofValues("s" + sequences.size(), values, FEATURES, target));
    }
    return Batch.of(sequences);
  }

  private static Batch join(Batch first, Batch second) {
    return Batch.of(Stream.of(first, second).flatMap(batch -> batch.sequences().stream()).toList());
  }
}
