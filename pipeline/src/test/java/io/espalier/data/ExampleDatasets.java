package io.espalier.data;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Descriptions of tiny datasets for tests. */
public final class ExampleDatasets {
  public static final int FEATURES = 3;
  public static final int CLASSES = 4;
  public static final int TOKENS = 5;
  public static final int TARGETS = 2;

  private ExampleDatasets() {}

  public static DatasetInfo classification() {
    return info(Tasks.CLASSIFICATION, names("x", FEATURES), List.of(), CLASSES, 0);
  }

  public static DatasetInfo tokenClassification() {
    return info(Tasks.CLASSIFICATION, List.of(), names("w", TOKENS), CLASSES, 0);
  }

  public static DatasetInfo languageModel() {
    return info(Tasks.LANGUAGE_MODEL, List.of(), names("w", TOKENS), 0, 0);
  }

  public static DatasetInfo regression() {
    return info(Tasks.REGRESSION, names("x", FEATURES), List.of(), 0, TARGETS);
  }

  private static DatasetInfo info(
      Task task, List<String> features, List<String> vocabulary, int classes, int targets) {
    return new DatasetInfo(
        DatasetInfo.FORMAT,
        task,
        new DatasetInfo.Input(features, DatasetInfo.Normaliser.NONE, vocabulary),
        new DatasetInfo.Output(
            names("c", classes), names("y", targets), DatasetInfo.Normaliser.NONE, 0, Anchor.NONE),
        Map.of(),
        "");
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
