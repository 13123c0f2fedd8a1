package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Corruption.Kind;
import io.espalier.data.DatasetInfo.Normaliser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorruptionTest {
  private static final int STEPS = 2000;

  @Test
  void noiseHasTheDeviationThatIsAskedFor() {
    float[] values = disturbed(Kind.NOISE, 0.3, sequence("a", 2), info("x", "y")).values();
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value - 1;
      squares += (value - 1) * (value - 1);
    }
    assertThat(sum / values.length).isCloseTo(0, within(0.02));
    assertThat(Math.sqrt(squares / values.length)).isCloseTo(0.3, within(0.01));
  }

  @Test
  void strongerNoiseIsTheSameNoiseEnlarged() {
    float[] weak = disturbed(Kind.NOISE, 0.1, sequence("a", 1), info("x")).values();
    float[] strong = disturbed(Kind.NOISE, 0.2, sequence("a", 1), info("x")).values();
    assertThat(strong[7] - 1).isCloseTo(2 * (weak[7] - 1), within(1e-5f));
  }

  @Test
  void noiseOfAFeatureIsTheSameWhateverElseIsRead() {
    float[] both = disturbed(Kind.NOISE, 0.1, sequence("a", 2), info("x", "y")).values();
    float[] second = disturbed(Kind.NOISE, 0.1, sequence("a", 1), info("y")).values();
    assertThat(both[2 * 5 + 1]).isEqualTo(second[5]);
  }

  @Test
  void aboutAsManyStepsAreDroppedAsAskedForAndNeverTheLast() {
    float[] rising = new float[STEPS];
    for (int i = 0; i < STEPS; i++) {
      rising[i] = i;
    }
    Sequence sequence = Sequence.ofValues("a", rising, 1, new Target.Label(0));
    float[] left = disturbed(Kind.DROPPED_STEPS, 0.25, sequence, info("x")).values();
    assertThat((double) left.length / STEPS).isCloseTo(0.75, within(0.04));
    assertThat(left).isSorted().endsWith(STEPS - 1);
    Sequence one = Sequence.ofValues("b", new float[] {3}, 1, new Target.Label(0));
    assertThat(disturbed(Kind.DROPPED_STEPS, 0.99, one, info("x"))).isEqualTo(one);
  }

  @Test
  void missingFeaturesAreZeroThroughout() {
    float[] all = disturbed(Kind.MISSING_FEATURES, 1, sequence("a", 2), info("x", "y")).values();
    assertThat(all).containsOnly(0f);
    int missing = 0;
    for (int i = 0; i < 400; i++) {
      float[] half =
          disturbed(Kind.MISSING_FEATURES, 0.5, sequence("s" + i, 1), info("x")).values();
      missing += half[0] == 0 ? 1 : 0;
      assertThat(half).containsOnly(half[0]);
    }
    assertThat(missing).isBetween(160, 240);
  }

  @Test
  void forecastsLoseTheirFirstStepsAndOthersTheirLast() {
    Sequence sequence =
        Sequence.ofValues("a", new float[] {1, 2, 3, 4}, 1, new Target.Values(new float[1]));
    assertThat(disturbed(Kind.SHORTENED, 0.5, sequence, info("x")).values()).containsExactly(1, 2);
    assertThat(disturbed(Kind.SHORTENED, 0.5, sequence, forecast()).values()).containsExactly(3, 4);
    assertThat(disturbed(Kind.SHORTENED, 0.99, sequence, info("x")).values()).containsExactly(1);
  }

  @Test
  void tokensAreShortenedToo() {
    Sequence text = Sequence.ofTokens("t", new int[] {4, 5, 6, 7}, new Target.Label(1));
    assertThat(disturbed(Kind.SHORTENED, 0.25, text, info()).tokens()).containsExactly(4, 5, 6);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void dependsOnSeedAndIdAlone(Kind kind) {
    Sequence first = disturbed(kind, 0.5, sequence("a", 1), info("x"));
    assertThat(disturbed(kind, 0.5, sequence("a", 1), info("x"))).isEqualTo(first);
  }

  private static Sequence disturbed(
      Kind kind, double strength, Sequence sequence, DatasetInfo info) {
    return new Corruption(kind, strength, 7).of(sequence, info);
  }

  private static Sequence sequence(String id, int features) {
    float[] ones = new float[STEPS * features];
    Arrays.fill(ones, 1);
    return Sequence.ofValues(id, ones, features, new Target.Label(0));
  }

  private static DatasetInfo info(String... features) {
    return info(Tasks.CLASSIFICATION, features);
  }

  private static DatasetInfo forecast() {
    return info(Tasks.FORECAST, "x");
  }

  private static DatasetInfo info(Task task, String... features) {
    return new DatasetInfo(
        DatasetInfo.FORMAT,
        task,
        new DatasetInfo.Input(List.of(features), Normaliser.NONE, List.of()),
        new DatasetInfo.Output(List.of("a", "b"), List.of(), Normaliser.NONE, 0, Anchor.NONE),
        Map.of(),
        "");
  }
}
