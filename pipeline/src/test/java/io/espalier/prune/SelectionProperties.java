package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.Mask;
import io.espalier.model.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Selection by histograms finds what a sort would find. */
class SelectionProperties {
  @Property(tries = 150)
  void prunesTheLowestByScoreThenPosition(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int length,
      @ForAll @IntRange(min = 1, max = 6) int values,
      @ForAll @IntRange(min = 1, max = 5) int cuts) {
    Random random = new Random(seed);
    float[] scores = scores(random, length, values);
    Mask candidates = candidates(random, length);
    List<Slice> slices = slices(random, length, cuts);
    List<Integer> sorted =
        slices.stream()
            .flatMap(slice -> IntStream.range(slice.from(), slice.to()).boxed())
            .filter(candidates::keeps)
            .sorted(Comparator.<Integer>comparingDouble(i -> scores[i]).thenComparing(i -> i))
            .toList();
    int k = random.nextInt(sorted.size() + 1);
    long[] kept = Mask.all(length).words();
    Selection.prune(scores, candidates, slices, k, kept);
    int[] expected = sorted.stream().limit(k).mapToInt(i -> i).toArray();
    assertThat(Mask.ofWords(kept, length)).isEqualTo(Mask.all(length).without(expected));
  }

  @Property(tries = 50)
  void doesNotDependOnHowPositionsAreSliced(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 400) int length) {
    Random random = new Random(seed);
    float[] scores = scores(random, length, 4);
    Mask all = Mask.all(length);
    int k = random.nextInt(length + 1);
    long[] whole = all.words();
    Selection.prune(scores, all, List.of(new Slice(0, length)), k, whole);
    int middle = random.nextInt(length + 1);
    long[] halves = all.words();
    Selection.prune(
        scores, all, List.of(new Slice(0, middle), new Slice(middle, length)), k, halves);
    assertThat(halves).containsExactly(whole);
  }

  private static float[] scores(Random random, int length, int values) {
    float[] few = new float[values];
    for (int i = 1; i < values; i++) {
      few[i] = Float.intBitsToFloat(random.nextInt(0x7F800000));
      few[i] = random.nextBoolean() ? few[i] : -few[i];
    }
    float[] scores = new float[length];
    for (int i = 0; i < length; i++) {
      scores[i] = few[random.nextInt(values)];
      if (random.nextInt(3) == 0) {
        scores[i] = finite(Math.nextUp(scores[i])); // same high bits, other low ones
      }
    }
    return scores;
  }

  private static float finite(float score) {
    return Math.max(-Float.MAX_VALUE, Math.min(score, Float.MAX_VALUE)) + 0f;
  }

  private static Mask candidates(Random random, int length) {
    return Mask.all(length)
        .without(IntStream.range(0, length).filter(i -> random.nextInt(4) == 0).toArray());
  }

  private static List<Slice> slices(Random random, int length, int cuts) {
    List<Integer> edges = new ArrayList<>();
    for (int i = 0; i < 2 * cuts; i++) {
      edges.add(random.nextInt(length + 1));
    }
    edges.sort(Comparator.naturalOrder());
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < edges.size(); i += 2) {
      slices.add(new Slice(edges.get(i), edges.get(i + 1)));
    }
    return slices;
  }
}
