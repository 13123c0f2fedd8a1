package io.espalier.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.engine.Draws;
import io.espalier.engine.Lanes;
import io.espalier.engine.Signal;
import io.espalier.kernel.Accumulate;
import io.espalier.model.Noise;
import io.espalier.model.Noise.Kind;
import io.espalier.model.RateSchedule;
import io.espalier.model.RateSchedule.Clock;
import io.espalier.model.TrainingProgress;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoisyInputTest {
  private static final int ROWS = 200;
  private static final int LANES = 7;
  private static final int STEPS = 3;
  private static final int N = ROWS * LANES;

  @ParameterizedTest
  @EnumSource
  void isAFunctionOfSeedPlaceStepAndPosition(Kind kind) {
    float[][] first = forward(kind, 0.6, 5, Draws.of(9, new TrainingProgress(0, 0, 0)));
    assertThat(forward(kind, 0.6, 5, Draws.of(9, new TrainingProgress(0, 0, 0))))
        .isDeepEqualTo(first);
    if (kind != Kind.NONE) {
      assertThat(forward(kind, 0.6, 5, Draws.of(8, new TrainingProgress(0, 0, 0)))[0])
          .isNotEqualTo(first[0]);
      assertThat(forward(kind, 0.6, 6, Draws.of(9, new TrainingProgress(0, 0, 0)))[0])
          .isNotEqualTo(first[0]);
    }
    if (kind == Kind.NONE || kind == Kind.SPATIAL_DROPOUT) {
      assertThat(first[1]).isEqualTo(first[0]);
    } else {
      assertThat(first[1]).isNotEqualTo(first[0]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void predictionHasNone(Kind kind) {
    for (float[] step : forward(kind, 0.6, 5, Draws.NONE)) {
      assertThat(step).containsOnly(2f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void errorsAreSlopes(Kind kind) {
    float[] slopes = new float[N];
    NoiseForm form = NoiseForm.of(kind, 0.6);
    float[] low = new float[N];
    float[] high = new float[N];
    form.forward(filled(1f), low, N, 77);
    form.forward(filled(2f), high, N, 77);
    form.backward(filled(1f), slopes, N, 77, Accumulate.REPLACE);
    for (int i = 0; i < N; i++) {
      assertThat(high[i] - low[i]).isCloseTo(slopes[i], within(1e-6f));
    }
    float[] sum = filled(3f);
    form.backward(filled(1f), sum, N, 77, Accumulate.ADD);
    for (int i = 0; i < N; i++) {
      assertThat(sum[i]).isEqualTo(3f + slopes[i]);
    }
  }

  /** What Deeplearning4j's dropouts make of 2, on average. */
  @ParameterizedTest
  @EnumSource
  void hasTheMeanAndDeviationOfItsKind(Kind kind) {
    double keep = 0.6;
    double limit = -1.7580993408473766;
    double scale = 1 / Math.sqrt(keep + limit * limit * keep * (1 - keep));
    double shift = -scale * (1 - keep) * limit;
    double mean =
        kind == Kind.ALPHA_DROPOUT
            ? keep * (2 * scale + shift) + (1 - keep) * (scale * limit + shift)
            : 2;
    double deviation =
        switch (kind) {
          case NONE -> 0;
          case DROPOUT, SPATIAL_DROPOUT -> 2 * Math.sqrt((1 - keep) / keep);
          case ALPHA_DROPOUT -> scale * (2 - limit) * Math.sqrt(keep * (1 - keep));
          case GAUSSIAN_DROPOUT -> 2 * Math.sqrt(0.6 / 0.4);
          case GAUSSIAN -> 0.6;
        };
    float[] values = new float[100_000];
    float[] twos = new float[values.length];
    Arrays.fill(twos, 2f);
    NoiseForm.of(kind, 0.6).forward(twos, values, values.length, 4711);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (value - mean) * (value - mean);
    }
    assertThat(sum / values.length).isCloseTo(mean, within(0.02));
    assertThat(Math.sqrt(squares / values.length)).isCloseTo(deviation, within(0.02));
  }

  @Test
  void amountsFollowTheirSchedule() {
    TreeMap<Integer, Double> values = new TreeMap<>();
    values.put(0, 1.0);
    values.put(3, 0.5);
    Noise noise = new Noise(Kind.DROPOUT, new RateSchedule.Table(Clock.EPOCH, values));
    assertThat(forward(noise, 1, Draws.of(9, new TrainingProgress(2, 0, 7)))[0]).containsOnly(2f);
    assertThat(forward(noise, 1, Draws.of(9, new TrainingProgress(3, 0, 7)))[0])
        .containsOnly(0f, 4f);
  }

  private static float[] filled(float value) {
    float[] values = new float[N];
    Arrays.fill(values, value);
    return values;
  }

  private static float[][] forward(Kind kind, double amount, int place, Draws draws) {
    return forward(new Noise(kind, new RateSchedule.Fixed(amount)), place, draws);
  }

  private static float[][] forward(Noise noise, int place, Draws draws) {
    Lanes lanes = new Lanes();
    lanes.fit(LANES, STEPS);
    Signal input = new Signal(ROWS, lanes);
    for (int t = 0; t < STEPS; t++) {
      Arrays.fill(input.value(t).overwrite(), 2f);
    }
    NoisyInput noisy = new NoisyInput(new Connection(input, Optional.empty()), noise, place);
    noisy.forward(draws);
    float[][] values = new float[STEPS][];
    Arrays.setAll(values, t -> Arrays.copyOf(noisy.inner().values().value(t).values(), N));
    noisy.close();
    return values;
  }
}
