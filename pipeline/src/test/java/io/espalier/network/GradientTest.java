package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.model.LayerSpec;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Pooling;
import io.espalier.model.TrainingProgress;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central finite differences of the summed loss. */
class GradientTest {
  /** Parameters checked in each network and batch. */
  private static final int CHECKED = 17;

  static Stream<Arguments> networks() {
    LayerSpec drop = new LayerSpec.Dropout(0.5);
    LayerSpec dense = new LayerSpec.Dense(3);
    LayerSpec embedding = new LayerSpec.Embedding(3);
    DatasetInfo values = Samples.classification();
    DatasetInfo tokens = Samples.tokenClassification();
    DatasetInfo text = Samples.languageModel();
    return Stream.of(
        Arguments.of("lstm last", values, Samples.network(values, Pooling.LAST, Samples.lstm(3))),
        Arguments.of("lstm mean", values, Samples.network(values, Pooling.MEAN, Samples.lstm(3))),
        Arguments.of("lstm max", values, Samples.network(values, Pooling.MAX, Samples.lstm(3))),
        Arguments.of("graves", values, Samples.network(values, Pooling.LAST, Samples.graves(3))),
        Arguments.of("simple", values, Samples.network(values, Pooling.LAST, Samples.simple(3))),
        Arguments.of("both", values, Samples.network(values, Pooling.LAST, Samples.both(2))),
        Arguments.of(
            "both graves",
            values,
            Samples.network(
                values,
                Pooling.LAST,
                new LayerSpec.Recurrent(LayerSpec.Cell.GRAVES_LSTM, 2, true, 1))),
        Arguments.of(
            "both simple",
            values,
            Samples.network(
                values,
                Pooling.LAST,
                new LayerSpec.Recurrent(LayerSpec.Cell.SIMPLE_RNN, 2, true, 1))),
        Arguments.of("stack", values, Samples.stack()),
        Arguments.of(
            "both mean", values, Samples.network(values, Pooling.MEAN, Samples.both(2), dense)),
        Arguments.of(
            "deep",
            values,
            Samples.network(values, Pooling.LAST, dense, Samples.both(2), Samples.lstm(2), dense)),
        Arguments.of(
            "dropout",
            values,
            Samples.network(
                values,
                Pooling.LAST,
                drop,
                Samples.lstm(3),
                drop,
                Samples.both(2),
                drop,
                dense,
                drop)),
        Arguments.of(
            "embedding", tokens, Samples.network(tokens, Pooling.LAST, embedding, Samples.lstm(3))),
        Arguments.of("one-hot", tokens, Samples.network(tokens, Pooling.LAST, Samples.lstm(3))),
        Arguments.of(
            "language",
            text,
            Samples.network(text, Pooling.LAST, embedding, Samples.lstm(3), dense)),
        Arguments.of(
            "regression",
            Samples.regression(),
            Samples.network(Samples.regression(), Pooling.LAST, Samples.lstm(3))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void isTheSlopeOfTheLoss(String name, DatasetInfo data, NetworkState state) {
    try (LiveNetwork live = LiveNetwork.open(state.structure())) {
      check(name, live, data, state, Mask.all(state.parameters().length));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void isTheSlopeOfTheLossWhereOnlyWhatIsLeftIsMultiplied(
      String name, DatasetInfo data, NetworkState state) {
    int length = state.parameters().length;
    int[] everyThird = IntStream.range(0, length).filter(i -> i % 3 == 0).toArray();
    try (LiveNetwork live = LiveNetwork.open(state.structure(), 1e-9)) {
      check(name, live, data, state, Mask.all(length).without(everyThird));
    }
  }

  private static void check(
      String name, LiveNetwork live, DatasetInfo data, NetworkState state, Mask mask) {
    live.hold(mask);
    for (int[] lengths : new int[][] {{3, 1}, {2, 2}, {1}}) {
      Batch batch = Samples.batch(data, 5, lengths);
      live.load(state.parameters(), new float[0], TrainingProgress.START);
      float[] gradient = new float[mask.length()];
      live.gradient(batch, 11, gradient);
      float[] scratch = new float[gradient.length];
      float step = 1e-2f;
      int stride = Math.max(1, gradient.length / CHECKED);
      for (int i = lengths[0] % stride; i < gradient.length; i += stride) {
        if (!mask.keeps(i)) {
          continue;
        }
        float[] moved = state.parameters().clone();
        moved[i] += step;
        live.load(moved, new float[0], TrainingProgress.START);
        double above = live.gradient(batch, 11, scratch);
        moved[i] -= 2 * step;
        live.load(moved, new float[0], TrainingProgress.START);
        double below = live.gradient(batch, 11, scratch);
        assertThat((double) gradient[i])
            .as("%s, lengths %s, parameter %d", name, lengths, i)
            .isCloseTo((above - below) / (2 * step), within(4e-3));
      }
    }
  }
}
