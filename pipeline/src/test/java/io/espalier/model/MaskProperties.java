package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MaskProperties {
  @Property(tries = 300)
  void countsWhatItKeepsInAnyRange(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int length,
      @ForAll @IntRange(max = 300) int a,
      @ForAll @IntRange(max = 300) int b) {
    float[] parameters = parameters(seed, length);
    Mask mask = Mask.ofNonzero(parameters);
    int from = Math.min(Math.min(a, b), length);
    int to = Math.min(Math.max(a, b), length);
    int kept = 0;
    for (int i = from; i < to; i++) {
      kept += parameters[i] != 0f ? 1 : 0;
      assertThat(mask.keeps(i)).isEqualTo(parameters[i] != 0f);
    }
    assertThat(mask.kept(from, to)).isEqualTo(kept);
    assertThat(mask.kept(0, length)).isEqualTo(mask.kept());
  }

  @Property(tries = 100)
  void hashFollowsContent(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int length, @ForAll int position) {
    Mask mask = Mask.ofNonzero(parameters(seed, length));
    Mask same = Mask.ofWords(mask.words(), length);
    assertThat(same.contentHash()).isEqualTo(mask.contentHash()).hasSize(64);
    int changed = Math.floorMod(position, length);
    Mask other = mask.without(new int[] {changed});
    assertThat(other.contentHash().equals(mask.contentHash())).isEqualTo(!mask.keeps(changed));
    assertThat(Mask.all(length + 1).contentHash()).isNotEqualTo(Mask.all(length).contentHash());
  }

  @Property(tries = 100)
  void intersectionKeepsWhatBothKeep(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int length) {
    Mask a = Mask.ofNonzero(parameters(seed, length));
    Mask b = Mask.ofNonzero(parameters(seed + 1, length));
    Mask both = a.and(b);
    for (int i = 0; i < length; i++) {
      assertThat(both.keeps(i)).isEqualTo(a.keeps(i) && b.keeps(i));
    }
  }

  private static float[] parameters(long seed, int length) {
    Random random = new Random(seed);
    float[] parameters = new float[length];
    for (int i = 0; i < length; i++) {
      parameters[i] = random.nextBoolean() ? 1f : 0f;
    }
    return parameters;
  }
}
