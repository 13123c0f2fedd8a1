package io.espalier.importance;

import java.util.Arrays;
import java.util.Map;

/** Sums over calibration data while it is being looked at, in double. */
public final class EvidenceSums {
  private final EvidenceShape shape;
  private final Map<Probe, double[]> sums;

  /** Of nothing yet. */
  public EvidenceSums(EvidenceShape shape) {
    this.shape = shape;
    this.sums = shape.zeros();
  }

  /** Adds a batch. */
  public void add(Observation seen) {
    sums.forEach((probe, sum) -> probe.add(seen, sum));
  }

  /** Hands the sums over, as floats in the order of the shape, and begins anew. */
  public float[] take() {
    float[] taken = new float[shape.length()];
    sums.forEach(
        (probe, sum) -> {
          int start = shape.start(probe);
          for (int i = 0; i < sum.length; i++) {
            taken[start + i] = (float) sum[i];
          }
          Arrays.fill(sum, 0);
        });
    return taken;
  }
}
