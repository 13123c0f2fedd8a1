package io.espalier.metric;

import io.espalier.data.Anchor;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Datasets of each task for tests. */
final class ExampleData {
  private ExampleData() {}

  static DatasetInfo classes(String... names) {
    return info(
        Tasks.CLASSIFICATION,
        new DatasetInfo.Input(List.of("x"), Normaliser.NONE, List.of()),
        new DatasetInfo.Output(List.of(names), List.of(), Normaliser.NONE, 0, Anchor.NONE));
  }

  static DatasetInfo tokens(String... vocabulary) {
    return info(
        Tasks.LANGUAGE_MODEL,
        new DatasetInfo.Input(List.of(), Normaliser.NONE, List.of(vocabulary)),
        new DatasetInfo.Output(List.of(), List.of(), Normaliser.NONE, 0, Anchor.NONE));
  }

  /** Forecasts {@code load}, which is normalised with mean 10 and deviation 2. */
  static DatasetInfo forecast(String... features) {
    double[] mean = new double[features.length];
    double[] deviation = new double[features.length];
    Arrays.fill(mean, 10);
    Arrays.fill(deviation, 2);
    return info(
        Tasks.FORECAST,
        new DatasetInfo.Input(List.of(features), new Normaliser(mean, deviation), List.of()),
        new DatasetInfo.Output(
            List.of(),
            List.of("load"),
            new Normaliser(new double[] {10}, new double[] {2}),
            1,
            Anchor.NONE));
  }

  private static DatasetInfo info(Task task, DatasetInfo.Input input, DatasetInfo.Output output) {
    return new DatasetInfo(DatasetInfo.FORMAT, task, input, output, Map.of(), "");
  }
}
