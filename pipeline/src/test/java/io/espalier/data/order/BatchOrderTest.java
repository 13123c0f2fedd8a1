package io.espalier.data.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.order.ReplicaPlan.Chunk;
import io.espalier.data.order.ReplicaPlan.Epoch;
import io.espalier.data.order.ReplicaPlan.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
  private static int[] lengths(int n) {
    return new Random(1).ints(n, 1, 100).toArray();
  }

  @Property(tries = 100)
  void everySequenceIsInOneBatchAndAllButOneAreFull(
      @ForAll @IntRange(min = 0, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 40) int batch,
      @ForAll long seed) {
    List<int[]> batches = EpochOrder.batches(lengths(n), batch, seed);
    assertThat(batches).hasSize((n + batch - 1) / batch);
    assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, n).toArray());
    assertThat(batches.stream().filter(positions -> positions.length != batch).count())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void orderIsAFunctionOfTheSeed() {
    int[] lengths = lengths(200);
    int[][] order = order(lengths, 0);
    assertThat(order).isDeepEqualTo(order(lengths, 0));
    assertThat(Arrays.deepEquals(order, order(lengths, 1))).isFalse();
  }

  private static int[][] order(int[] lengths, int epoch) {
    return EpochOrder.batches(lengths, 8, EpochOrder.seed(7, epoch, 0, 0)).toArray(int[][]::new);
  }

  @Test
  void batchesHoldSequencesOfSimilarLength() {
    int[] lengths = lengths(2000);
    long padded = 0;
    for (int[] batch : EpochOrder.batches(lengths, 16, 3)) {
      padded += (long) batch.length * Arrays.stream(batch).map(i -> lengths[i]).max().orElseThrow();
    }
    assertThat(padded).isLessThan(Math.round(1.15 * Arrays.stream(lengths).sum()));
  }

  @Test
  void replicasShareTheShardsOut() {
    assertThat(ReplicaPlan.shards(5, 0, 2)).containsExactly(0, 2, 4);
    assertThat(ReplicaPlan.shards(5, 1, 2)).containsExactly(1, 3);
  }

  @Test
  void smallDataIsOneChunkWithItsShardsInOrder() {
    ReplicaPlan plan = ReplicaPlan.of(List.of(3, 4, 5, 6), 1, 2, 4, 100, 7);
    assertThat(plan.epoch(0).chunks()).containsExactly(new Chunk(List.of(1, 3), 10, 3));
    assertThat(plan.epoch(1)).isEqualTo(plan.epoch(0));
    assertThat(plan.epoch(0).locate(2)).isEqualTo(new Position(0, 2));
  }

  @Test
  void replicaWithoutSequencesHasNoSteps() {
    assertThat(ReplicaPlan.of(List.of(3, 0), 1, 2, 4, 100, 7).epoch(0).steps()).isZero();
  }

  @Property(tries = 100)
  void chunksCoverTheShardsOfTheReplicaWithinTheMaximum(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 9) Integer> shards,
      @ForAll @IntRange(min = 1, max = 20) int maximum,
      @ForAll @IntRange(min = 0, max = 5) int number) {
    ReplicaPlan plan = ReplicaPlan.of(shards, 0, 2, 4, maximum, 7);
    Epoch epoch = plan.epoch(number);
    assertThat(epoch.chunks().stream().mapToLong(Chunk::sequences).sum())
        .isEqualTo(plan.sequences());
    int step = 0;
    for (int c = 0; c < epoch.chunks().size(); c++) {
      Chunk chunk = epoch.chunks().get(c);
      assertThat(chunk.sequences()).isEqualTo(chunk.shards().stream().mapToInt(shards::get).sum());
      assertThat(
              chunk.sequences() <= maximum
                  || chunk.shards().stream().filter(s -> shards.get(s) > 0).count() == 1)
          .isTrue();
      for (int batch = 0; batch < chunk.steps(); batch++) {
        assertThat(epoch.locate(step++)).isEqualTo(new Position(c, batch));
      }
    }
    assertThat(epoch.steps()).isEqualTo(step);
  }

  @Test
  void shardsAreShuffledAnewForEachEpochWhenTheyDoNotFit() {
    ReplicaPlan plan =
        ReplicaPlan.of(IntStream.range(0, 40).mapToObj(i -> 5).toList(), 0, 2, 4, 10, 7);
    assertThat(plan.epoch(0)).isNotEqualTo(plan.epoch(1)).isEqualTo(plan.epoch(0));
  }
}
