package io.espalier.importance;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.model.ParameterLayout;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Observations that come from nowhere, and the evidence of them. */
final class DrawnEvidence {
  private DrawnEvidence() {}

  /**
   * Evidence of some batches, in two halves.
   *
   * @param batches 0 for none
   */
  static Evidence of(ParameterLayout layout, Set<Probe> probes, int batches) {
    EvidenceShape shape = EvidenceShape.of(probes, layout);
    if (!probes.stream().allMatch(Probe::looks)) {
      return Evidence.of(shape, List.of(floats(shape.length(), 9)), batches);
    }
    EvidenceSums sums = new EvidenceSums(shape);
    float[][] halves = new float[2][];
    for (int half = 0; half < 2; half++) {
      for (int i = half; i < batches; i += 2) {
        sums.add(new Drawn(layout, 10 + i));
      }
      halves[half] = sums.take();
    }
    return Evidence.of(shape, List.of(halves), 5L * batches);
  }

  /** Normal numbers of a seed. */
  record Drawn(ParameterLayout layout, long seed) implements Observation {
    @Override
    public float[] gradient() {
      return floats(layout.length(), seed);
    }

    @Override
    public double[] activity() {
      return new Random(seed).doubles(Probe.ACTIVATION_MAGNITUDE.length(layout)).toArray();
    }

    @Override
    public double[] inputSquares() {
      return new Random(seed).doubles(Probe.INPUT_SQUARE.length(layout)).toArray();
    }

    @Override
    public float[] jacobianGradient() {
      return gradient();
    }

    /** Sum of the weighted values of the second sequence, whose features a permutation changes. */
    @Override
    public double lossOf(UnaryOperator<Batch> change) {
      float[] values = change.apply(batch()).sequences().get(1).values();
      double loss = 0;
      for (int i = 0; i < values.length; i++) {
        loss += (i + 1) * values[i];
      }
      return loss;
    }

    @Override
    public int features() {
      return layout.layers().get(0).inputs();
    }

    @Override
    public List<Observation> sequences() {
      return List.of(new Drawn(layout, 2 * seed), new Drawn(layout, 2 * seed + 1));
    }

    private Batch batch() {
      return Batch.of(
          List.of(
              Sequence.ofValues("a", floats(features(), seed), features(), new Target.Label(0)),
              Sequence.ofValues("b", floats(features(), -seed), features(), new Target.Label(1))));
    }
  }

  static float[] floats(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
