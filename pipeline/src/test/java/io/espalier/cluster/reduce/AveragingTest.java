package io.espalier.cluster.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.cluster.reduce.ReplicaResult.Facts;
import io.espalier.cluster.reduce.ReplicaResult.Work;
import io.espalier.cluster.rounds.SurvivorIndex;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.model.Mask;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AveragingTest {
  @Test
  void weighsReplicasByTheirExamples() {
    float[] mean = reduce(Averages.STATES, result(0, 3, 1f, 10f), result(1, 1, 5f, 2f));
    assertThat(mean[0]).isCloseTo(2f, within(1e-6f));
    assertThat(mean[1]).isCloseTo(8f, within(1e-6f));
  }

  @Test
  void leavesOutReplicasThatDidNothing() {
    assertThat(reduce(Averages.STATES, result(0, 0, 99f), result(1, 2, 1f), result(2, 2, 3f)))
        .containsExactly(2f);
    assertThat(reduce(Averages.GRADIENTS, result(0, 0, 99f), result(1, 2, 1f), result(2, 1, 3f)))
        .containsExactly(4f);
  }

  @Test
  void leavesTheNumbersOfOneReplicaAsTheyAre() {
    float[] one = reduce(Averages.STATES, result(0, 0, 1f, 1f), result(1, 3, -0f, 0.1f));
    assertThat(one).containsExactly(-0f, 0.1f);
  }

  @Test
  void sumsInDoubleSoThatSmallPartsAreNotLost() {
    assertThat(
            reduce(
                Averages.GRADIENTS, result(0, 1, 16_777_216f), result(1, 1, 1f), result(2, 1, 1f)))
        .containsExactly(16_777_218f);
  }

  @Test
  void sumsInTheOrderOfReplicasWhoeverComesFirst() {
    ReplicaResult[] results = {result(0, 1, 1e30f), result(1, 1, 1f), result(2, 1, -1e30f)};
    float[] ordered = reduce(Averages.GRADIENTS, results);
    assertThat(reduce(Averages.GRADIENTS, results[0], results[2], results[1])).isEqualTo(ordered);
    assertThat(ordered).containsExactly(0f);
  }

  @Test
  void packsSurvivorsAndTheirOptimiserStateOnly() {
    Mask mask = Mask.all(4).without(new int[] {1, 2});
    SurvivorIndex survivors = new SurvivorIndex(mask, new int[] {0, 1, 2, 3, 0, 1, 2, 3});
    byte[] packed = survivors.pack(new float[] {1, 0, 0, 4}, new float[] {5, 0, 0, 6, 7, 0, 0, 8});
    assertThat(floats(packed)).containsExactly(1, 4, 5, 6, 7, 8);
    assertThat(survivors.parameters(PackedFloats.of(packed))).containsExactly(1, 0, 0, 4);
    assertThat(survivors.optimiser(PackedFloats.of(packed)))
        .containsExactly(5, 0, 0, 6, 7, 0, 0, 8);
    assertThat(floats(survivors.pack(new float[] {1, 2, 3, 4}))).containsExactly(1, 4);
  }

  @Test
  void packsEverythingWhereNothingIsPruned() {
    SurvivorIndex survivors = new SurvivorIndex(Mask.all(2), new int[] {0, 1, 0, 1});
    byte[] packed = survivors.pack(new float[] {1, -0f}, new float[] {3, 4, 5, Float.MIN_VALUE});
    assertThat(packed).hasSize(4 * 6);
    assertThat(survivors.parameters(PackedFloats.of(packed))).containsExactly(1, -0f);
    assertThat(survivors.optimiser(PackedFloats.of(packed)))
        .containsExactly(3, 4, 5, Float.MIN_VALUE);
  }

  private static float[] reduce(Averages averages, ReplicaResult... results) {
    List<Averaging.Part> parts =
        Stream.of(results)
            .map(result -> new Averaging.Part(PackedFloats.of(result.packed()), result.facts()))
            .toList();
    return floats(Averaging.reduce(parts, averages));
  }

  private static float[] floats(byte[] packed) {
    float[] floats = new float[packed.length / Float.BYTES];
    PackedFloats.of(packed).read(0, floats);
    return floats;
  }

  private static ReplicaResult result(int replica, long examples, float... numbers) {
    byte[] packed = new byte[Float.BYTES * numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      PackedFloats.set(packed, i, numbers[i]);
    }
    return new ReplicaResult(packed, new Facts(replica, 0, new Work(examples, examples, 1), 0));
  }
}
