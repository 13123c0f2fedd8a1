package io.espalier.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.model.ExampleLayouts;
import io.espalier.model.HiddenUnits;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The numbers of each criterion, worked out by hand. */
class CriteriaValuesTest {
  private static final ParameterLayout TWO =
      ParameterLayout.chain(
          List.of(new LayerShape("output", LayerKind.OUTPUT, 1, 2, 1)),
          List.of(new ParameterBlock("output.W", 0, Role.DENSE_WEIGHT, 1, 2, 0)));
  private static final float[] WEIGHTS = {-2f, 0.5f};
  private static final Evidence EVIDENCE = evidence();

  private static Evidence evidence() {
    EvidenceShape shape = EvidenceShape.of(EnumSet.complementOf(EnumSet.of(Probe.MOVEMENT)), TWO);
    EvidenceSums sums = new EvidenceSums(shape);
    sums.add(new Seen(new float[] {3f, -1f}, 4, List.of()));
    float[] first = sums.take();
    Observation one = new Seen(new float[] {2f, -3f}, 4, List.of());
    Observation other = new Seen(new float[] {-4f, -1f}, 4, List.of());
    sums.add(new Seen(new float[] {-1f, -2f}, 5, List.of(one, other)));
    return Evidence.of(shape, List.of(first, sums.take()), 8);
  }

  /** A batch of two sequences, whose loss is three times the feature of the first one. */
  private record Seen(float[] gradient, double square, List<Observation> sequences)
      implements Observation {
    @Override
    public double[] activity() {
      return new double[0];
    }

    @Override
    public double[] inputSquares() {
      return new double[] {square};
    }

    @Override
    public float[] jacobianGradient() {
      return gradient;
    }

    @Override
    public double lossOf(UnaryOperator<Batch> change) {
      Sequence a = Sequence.ofValues("a", new float[] {1f}, 1, new Target.Label(0));
      Sequence b = Sequence.ofValues("b", new float[] {1.5f}, 1, new Target.Label(1));
      return 3 * change.apply(Batch.of(List.of(a, b))).sequences().get(0).values()[0];
    }

    @Override
    public int features() {
      return 1;
    }
  }

  @Test
  void scoresFollowTheirFormulas() {
    assertThat(scores("magnitude-l1")).containsExactly(2f, 0.5f);
    assertThat(scores("magnitude-l2")).containsExactly(4f, 0.25f);
    assertThat(scores("lamp")).containsExactly(1f, 0.25f / 4.25f);
    assertThat(scores("wanda")).containsExactly(6f, 1.5f);
    assertThat(scores("gradient")).containsExactly(6f, 4f);
    assertThat(scores("snip")).containsExactly(4f, 1.5f);
    assertThat(scores("taylor")).containsExactly(40f, 1.25f);
    assertThat(scores("fisher")).containsExactly(40f, 1.25f);
    assertThat(scores("jacobian")).containsExactly(4f / 3, 2f / 3);
    assertThat(scores("permutation")).containsExactly(3f, 3f);
  }

  @Test
  void lampLeavesTheLargestWeightOfEachMatrixToTheLast() {
    ParameterLayout layout = ExampleLayouts.stack(2, 3, 2, 4);
    float[] weights = DrawnEvidence.floats(layout.length(), 5);
    float[] scores = Criteria.named("lamp", 0).score(layout, weights, EVIDENCE).values();
    for (ParameterBlock block : layout.blocks()) {
      int largest = block.offset();
      int ones = 0;
      for (int i = block.offset(); i < block.end(); i++) {
        largest = Math.abs(weights[i]) > Math.abs(weights[largest]) ? i : largest;
        ones += scores[i] == 1f ? 1 : 0;
      }
      assertThat(ones).isOne();
      assertThat(scores[largest]).isOne();
    }
  }

  @Test
  void randomDependsOnSeedAndPositionOnly() {
    ParameterLayout layout = ExampleLayouts.stack(2, 3, 1, 4);
    float[] of7 = random(7, layout, 0f);
    assertThat(random(7, layout, 1f)).containsExactly(of7);
    assertThat(random(8, layout, 0f)).isNotEqualTo(of7);
    double mean = 0;
    for (float score : of7) {
      mean += score / of7.length;
    }
    assertThat(mean).isCloseTo(0.5, within(0.05));
  }

  @Test
  void activationGivesEachUnitTheMeanOfItsOutput() {
    ParameterLayout layout = ExampleLayouts.stack(2, 3, 2, 4);
    HiddenUnits units = HiddenUnits.of(layout);
    double[] sums = new double[units.count()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = 10 * (i + 1);
    }
    float[] floats = new float[sums.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) sums[i];
    }
    EvidenceShape shape = EvidenceShape.of(EnumSet.of(Probe.ACTIVATION_MAGNITUDE), layout);
    Evidence evidence = Evidence.of(shape, List.of(floats, new float[floats.length]), 10);
    float[] scores =
        Criteria.named("activation", 0)
            .score(layout, new float[layout.length()], evidence)
            .values();
    int position = 0;
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++) {
        double sum = 0;
        int[] members = units.parameters(layer, unit);
        for (int member : members) {
          sum += scores[member];
        }
        assertThat(sum / members.length).isCloseTo(++position, within(1e-5));
      }
    }
  }

  private static float[] scores(String name) {
    return Criteria.named(name, 0).score(TWO, WEIGHTS, EVIDENCE).values();
  }

  private static float[] random(long seed, ParameterLayout layout, float weight) {
    float[] weights = new float[layout.length()];
    Arrays.fill(weights, weight);
    Evidence none = Evidence.none(layout);
    return Criteria.named("random", seed).score(layout, weights, none).values();
  }
}
