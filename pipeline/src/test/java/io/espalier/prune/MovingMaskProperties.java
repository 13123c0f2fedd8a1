package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.importance.Criteria;
import io.espalier.importance.Criterion;
import io.espalier.importance.Evidence;
import io.espalier.importance.Normalisation;
import io.espalier.importance.Scores;
import io.espalier.model.ExampleLayouts;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.prune.MaskCourse.Moment;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Exact counts at every move, and what comes and goes. */
class MovingMaskProperties {
  private static final ParameterLayout DENSE = ExampleLayouts.stack(3, 5, 2, 6);
  private static final Mask ALL = Mask.all(DENSE.length());
  private static final int EPOCHS = 4;
  private static final int ROUNDS = 7;

  @Property(tries = 20)
  void rampsRiseFromNothingToTheWhole(
      @ForAll @DoubleRange(min = 0, max = 1) double a,
      @ForAll @DoubleRange(min = 0, max = 1) double b) {
    for (Ramp ramp : Ramp.values()) {
      assertThat(ramp.at(0)).isEqualTo(0);
      assertThat(ramp.at(1)).isEqualTo(1);
      assertThat(ramp.at(Math.min(a, b))).isLessThanOrEqualTo(ramp.at(Math.max(a, b)));
    }
  }

  @Property(tries = 50)
  void everyMoveLeavesTheExactCountAndNothingComesBack(
      @ForAll long seed,
      @ForAll Ramp ramp,
      @ForAll boolean uniform,
      @ForAll @IntRange(min = 1, max = 9) int every,
      @ForAll @DoubleRange(min = 0, max = 0.99) double sparsity) {
    Pruner pruner =
        Pruner.of(
            Granularity.weight(), uniform ? Budget.uniform() : Budget.global(), Set.of(), DENSE);
    MaskCourse course = course(pruner, every, ramp, sparsity, Rewiring.NONE);
    Mask mask = ALL;
    for (int round = 1; round <= EPOCHS * ROUNDS; round++) {
      Moment now = new Moment(round, round / ROUNDS + (double) (round % ROUNDS) / ROUNDS);
      if (course.isDue(now)) {
        float[] parameters = mask.applyTo(parameters(seed + round));
        Mask next = course.next(now, DENSE, mask, parameters, signals(parameters, seed));
        assertThat(next.and(mask)).isEqualTo(next);
        double gone = Math.min(1, (now.epochs() - 1) / 2);
        assertThat(pruned(next))
            .isEqualTo(Math.round(sparsity * ramp.at(gone) * pruner.eligible()));
        mask = next;
      }
      assertThat(course.isFinal(now)).isEqualTo(round >= 3 * ROUNDS);
    }
    assertThat(pruned(mask)).isEqualTo(Math.round(sparsity * pruner.eligible()));
  }

  @Property(tries = 50)
  void rewiringKeepsTheCountOfEveryMatrixAndBringsBackOnlyWhatWasPruned(
      @ForAll long seed,
      @ForAll Growth growth,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double fraction,
      @ForAll @DoubleRange(min = 0.1, max = 0.95) double sparsity) {
    Pruner pruner = Pruner.of(Granularity.weight(), Budget.global(), Set.of("lstm-1.RW"), DENSE);
    float[] parameters = parameters(seed);
    Mask before =
        pruner.prune(
            DENSE, ALL, signals(parameters, seed).importance(random(seed)), sparsity, sparsity);
    float[] masked = before.applyTo(parameters);
    MaskCourse course =
        new MovingMask(
            new MoveWindow(1, 3, 1),
            pruner,
            Optional.empty(),
            new Rewiring(growth, fraction, seed));
    Moment now = new Moment(8, 1 + 1.0 / ROUNDS);
    Mask after = course.next(now, DENSE, before, masked, signals(masked, seed));
    assertThat(course.next(now, DENSE, before, masked, signals(masked, seed))).isEqualTo(after);
    double share = fraction / 2 * (1 + StrictMath.cos(Math.PI / 2 / ROUNDS));
    for (ParameterBlock block : DENSE.blocks()) {
      int living = before.kept(block.offset(), block.end());
      assertThat(after.kept(block.offset(), block.end())).as(block.name()).isEqualTo(living);
      boolean moves = block.role().isPrunable() && !block.name().equals("lstm-1.RW");
      int count =
          growth == Growth.NONE || !moves
              ? 0
              : Math.min((int) (share * living), block.length() - living);
      int stayed = before.and(after).kept(block.offset(), block.end());
      assertThat(living - stayed).as(block.name()).isEqualTo(count);
      goneAreTheSmallest(block, before, after, masked);
    }
  }

  @Property(tries = 20)
  void rigLBringsBackTheLargestGradientsAndSelfishAsManyInEachGate(@ForAll long seed) {
    Pruner pruner = Pruner.of(Granularity.weight(), Budget.uniform(), Set.of(), DENSE);
    float[] parameters = parameters(seed);
    Mask before =
        pruner.prune(DENSE, ALL, signals(parameters, seed).importance(random(seed)), 0.8, 0.8);
    float[] masked = before.applyTo(parameters);
    float[] gradient = signals(masked, seed).gradient();
    Mask rigl = rewired(pruner, Growth.RIGL, before, masked, seed);
    Mask selfish = rewired(pruner, Growth.SELFISH, before, masked, seed);
    ParameterBlock block = DENSE.blocks().get(0);
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = block.offset(); i < block.end(); i++) {
      if (!before.keeps(i) && rigl.keeps(i)) {
        least = Math.min(least, Math.abs(gradient[i]));
      } else if (!before.keeps(i)) {
        most = Math.max(most, Math.abs(gradient[i]));
      }
    }
    assertThat(least).isGreaterThanOrEqualTo(most);
    int[] grown = new int[4];
    for (int i = block.offset(); i < block.end(); i++) {
      if (!before.keeps(i) && selfish.keeps(i)) {
        grown[(i - block.offset()) / (block.length() / 4)]++;
      }
    }
    assertThat(grown[0] - grown[3]).isBetween(0, 1);
  }

  private static void goneAreTheSmallest(
      ParameterBlock block, Mask before, Mask after, float[] parameters) {
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = block.offset(); i < block.end(); i++) {
      if (before.keeps(i) && !after.keeps(i)) {
        most = Math.max(most, Math.abs(parameters[i]));
      } else if (before.keeps(i)) {
        least = Math.min(least, Math.abs(parameters[i]));
      }
    }
    assertThat(most).isLessThanOrEqualTo(least);
  }

  private static Mask rewired(
      Pruner pruner, Growth growth, Mask before, float[] parameters, long seed) {
    return new MovingMask(
            new MoveWindow(0, 2, 1), pruner, Optional.empty(), new Rewiring(growth, 0.5, seed))
        .next(new Moment(0, 0), DENSE, before, parameters, signals(parameters, seed));
  }

  private static MaskCourse course(
      Pruner pruner, int every, Ramp ramp, double sparsity, Rewiring rewiring) {
    return new MovingMask(
        new MoveWindow(1, 3, every),
        pruner,
        Optional.of(
            new MovingMask.Gradual(
                Criteria.named("magnitude-l1", 0), Normalisation.NONE, ramp, sparsity)),
        rewiring);
  }

  private static Criterion random(long seed) {
    return Criteria.named("random", seed);
  }

  private static MaskCourse.Signals signals(float[] parameters, long seed) {
    return new MaskCourse.Signals() {
      @Override
      public Scores importance(Criterion criterion) {
        return criterion.score(DENSE, parameters, Evidence.none(DENSE));
      }

      @Override
      public float[] gradient() {
        return parameters(seed + 1);
      }
    };
  }

  private static long pruned(Mask mask) {
    return mask.length() - mask.kept();
  }

  private static float[] parameters(long seed) {
    Random random = new Random(seed);
    float[] parameters = new float[DENSE.length()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    return parameters;
  }
}
