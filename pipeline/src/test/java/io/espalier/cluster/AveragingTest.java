package io.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.cluster.ReplicaResult.Work;
import io.espalier.mask.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragingTest {
  @Test
  void weighsReplicasByTheirExamples() {
    float[] mean = Averaging.mean(List.of(result(3, 1f, 10f), result(1, 5f, 2f)));
    assertThat(mean[0]).isCloseTo(2f, within(1e-6f));
    assertThat(mean[1]).isCloseTo(8f, within(1e-6f));
  }

  @Test
  void leavesOutReplicasThatDidNothing() {
    assertThat(Averaging.mean(List.of(result(0, 99f), result(2, 1f), result(2, 3f))))
        .containsExactly(2f);
    assertThat(Averaging.sum(List.of(result(0, 99f), result(2, 1f), result(1, 3f))))
        .containsExactly(4f);
  }

  @Test
  void sumsInDoubleSoThatSmallPartsAreNotLost() {
    assertThat(Averaging.sum(List.of(result(1, 16_777_216f), result(1, 1f), result(1, 1f))))
        .containsExactly(16_777_218f);
  }

  @Test
  void packsSurvivorsAndTheirOptimiserStateOnly() {
    Mask mask = Mask.all(4).without(new int[] {1, 2});
    Packing packing = new Packing(mask, new int[] {0, 1, 2, 3, 0, 1, 2, 3});
    float[] packed = packing.pack(new float[] {1, 0, 0, 4}, new float[] {5, 0, 0, 6, 7, 0, 0, 8});
    assertThat(packed).containsExactly(1, 4, 5, 6, 7, 8);
    assertThat(packing.parameters(packed, 4)).containsExactly(1, 0, 0, 4);
    assertThat(packing.optimiser(packed, 8)).containsExactly(5, 0, 0, 6, 7, 0, 0, 8);
  }

  private static ReplicaResult result(long examples, float... packed) {
    return new ReplicaResult(packed, 0, new Work(examples, examples, 1));
  }
}
