package io.espalier.dl4jspark;

import io.espalier.data.Anchor;
import io.espalier.data.DataForm;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.Input;
import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.data.DatasetInfo.Output;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import io.espalier.model.InputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Deeplearning4j's arrays as sequences: features {@code [batch, feature, time]}, padded behind by
 * the features' mask; labels {@code [batch, output]} of one label for each sequence, or {@code
 * [batch, token, time]} that are the next tokens.
 *
 * @param form of the network
 */
record DataSets(DataForm form) implements Serializable {
  /** The kind of data; nothing is counted. */
  DatasetInfo info() {
    Task task = form.task();
    boolean tokens = form.indices() || task.truth().isTimed();
    Input input =
        new Input(
            tokens ? List.of() : names("feature", form.inputs()),
            Normaliser.NONE,
            tokens ? names("token", form.inputs()) : List.of());
    Output output =
        new Output(
            task.truth() == Truth.LABEL ? names("class", form.outputs()) : List.of(),
            task.truth() == Truth.NUMBERS ? names("target", form.outputs()) : List.of(),
            Normaliser.NONE,
            0,
            Anchor.NONE);
    return new DatasetInfo(DatasetInfo.FORMAT, task, input, output, Map.of(), "");
  }

  private static List<String> names(String kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> kind + "-" + i).toList();
  }

  /**
   * The sequences of one data set, in order.
   *
   * @throws InputException if it is not of the network's kind
   */
  List<Sequence> sequences(MultiDataSet data) {
    require(
        data.getFeatures().length == 1 && data.getLabels().length == 1,
        "one array of features and one of labels");
    INDArray features = data.getFeatures(0);
    INDArray labels = data.getLabels(0);
    INDArray mask = data.getFeaturesMaskArray(0);
    int columns = form.indices() ? 1 : form.inputs();
    boolean timed = form.task().truth().isTimed();
    require(
        features.rank() == 3 && features.size(1) == columns,
        "features of the shape [batch, %d, time]".formatted(columns));
    require(
        labels.rank() == (timed ? 3 : 2) && labels.size(1) == form.outputs(),
        "labels of the shape [batch, %d%s]".formatted(form.outputs(), timed ? ", time" : ""));
    int size = (int) features.size(0);
    Cube read = Cube.of(features);
    Cube expected = Cube.of(labels);
    List<Sequence> sequences = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      int steps = mask == null ? read.steps() : steps(mask, row);
      sequences.add(sequence("row-" + row, read.row(row), expected.row(row), steps));
    }
    return sequences;
  }

  /** Numbers {@code [row][column][step]}. */
  private record Cube(float[] numbers, int first, int columns, int steps) {
    static Cube of(INDArray array) {
      int steps = array.rank() == 3 ? (int) array.size(2) : 1;
      float[] numbers = array.castTo(DataType.FLOAT).dup('c').data().asFloat();
      return new Cube(numbers, 0, (int) array.size(1), steps);
    }

    Cube row(int row) {
      return new Cube(numbers, row * columns * steps, columns, steps);
    }

    float at(int column, int step) {
      return numbers[first + column * steps + step];
    }

    /** The column that is 1 where all others are 0. */
    int hot(int step) {
      int index = -1;
      for (int i = 0; i < columns; i++) {
        require(at(i, step) == 0 || (at(i, step) == 1 && index < 0), "one-hot numbers");
        index = at(i, step) == 1 ? i : index;
      }
      require(index >= 0, "one-hot numbers");
      return index;
    }
  }

  private Sequence sequence(String id, Cube features, Cube labels, int steps) {
    if (form.task().truth().isTimed()) {
      return Sequence.ofTokens(id, text(features, labels, steps), new Target.NextToken());
    }
    Target target =
        form.task().truth() == Truth.LABEL
            ? new Target.Label(labels.hot(0))
            : new Target.Values(values(labels, 1));
    return form.indices()
        ? Sequence.ofTokens(
            id, IntStream.range(0, steps).map(t -> (int) features.at(0, t)).toArray(), target)
        : Sequence.ofValues(id, values(features, steps), form.inputs(), target);
  }

  private static float[] values(Cube cube, int steps) {
    float[] values = new float[steps * cube.columns()];
    for (int t = 0; t < steps; t++) {
      for (int column = 0; column < cube.columns(); column++) {
        values[t * cube.columns() + column] = cube.at(column, t);
      }
    }
    return values;
  }

  /** The tokens read, and the one after the last. */
  private int[] text(Cube features, Cube labels, int steps) {
    int[] tokens = new int[steps + 1];
    for (int t = 0; t < steps; t++) {
      int read = form.indices() ? (int) features.at(0, t) : features.hot(t);
      require(t == 0 || tokens[t] == read, "labels that are the next tokens of the features");
      tokens[t] = read;
      tokens[t + 1] = labels.hot(t);
    }
    return tokens;
  }

  /** Steps before the padding. */
  private static int steps(INDArray mask, int row) {
    int steps = 0;
    for (int t = 0; t < mask.size(1); t++) {
      boolean valid = mask.getDouble(row, t) != 0;
      require(!valid || steps == t, "padding behind the sequences, not before or inside");
      steps += valid ? 1 : 0;
    }
    return steps;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new InputException("training in rounds needs data sets with " + what);
    }
  }
}
