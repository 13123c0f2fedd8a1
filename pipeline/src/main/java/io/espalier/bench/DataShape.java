package io.espalier.bench;

import io.espalier.data.Anchor;
import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Target;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What data looks like, without the data: speed does not depend on its numbers.
 *
 * @param task what it is for
 * @param isTokens whether sequences are tokens rather than vectors
 * @param inputs width of a vector, or number of tokens there are
 * @param outputs classes, or numbers to predict; as many as {@code inputs} for a language model
 * @param lengths quantiles of the number of steps, evenly spaced, from the shortest to the longest
 */
public record DataShape(
    Task task, boolean isTokens, int inputs, int outputs, List<Integer> lengths) {
  public DataShape {
    lengths = List.copyOf(lengths);
  }

  /** The shape of a prepared dataset's training split. */
  public static DataShape of(DatasetInfo info) {
    return new DataShape(
        info.task(),
        info.input().isTokens(),
        info.input().width(),
        info.outputWidth(),
        info.split(Split.TRAIN).lengths());
  }

  /** A description of a dataset of this shape that holds nothing. */
  public DatasetInfo info() {
    List<String> none = List.of();
    DatasetInfo.Input input =
        new DatasetInfo.Input(
            isTokens ? none : names("x", inputs),
            DatasetInfo.Normaliser.NONE,
            isTokens ? names("t", inputs) : none);
    boolean numbers = !task.truth().isCategorical();
    DatasetInfo.Output output =
        new DatasetInfo.Output(
            task.truth() == Truth.LABEL ? names("c", outputs) : none,
            numbers ? names("y", outputs) : none,
            DatasetInfo.Normaliser.NONE,
            0,
            Anchor.NONE);
    return new DatasetInfo(DatasetInfo.FORMAT, task, input, output, Map.of(), "");
  }

  /** A batch of random sequences; the same for the same seed. */
  public Batch batch(int size, long seed) {
    Random random = new Random(seed);
    return Batch.of(IntStream.range(0, size).mapToObj(i -> sequence("s" + i, random)).toList());
  }

  private Sequence sequence(String id, Random random) {
    int steps = steps(random.nextDouble());
    Target target =
        switch (task.truth()) {
          case LABEL -> new Target.Label(random.nextInt(outputs));
          case NEXT_TOKEN -> new Target.NextToken();
          case NUMBERS -> new Target.Values(numbers(outputs, random));
        };
    if (isTokens) {
      int tokens = task.truth() == Truth.NEXT_TOKEN ? steps + 1 : steps;
      return Sequence.ofTokens(id, random.ints(tokens, 0, inputs).toArray(), target);
    }
    return Sequence.ofValues(id, numbers(steps * inputs, random), inputs, target);
  }

  private int steps(double quantile) {
    double place = quantile * (lengths.size() - 1);
    int below = (int) place;
    int above = Math.min(below + 1, lengths.size() - 1);
    double part = place - below;
    return (int) Math.round(lengths.get(below) * (1 - part) + lengths.get(above) * part);
  }

  /**
   * For people, for example {@code classification, 12 features a step, 9 outputs, 7 to 29 steps}.
   */
  @Override
  public String toString() {
    int shortest = lengths.get(0);
    int longest = lengths.get(lengths.size() - 1);
    return "%s, %s, %d outputs, %s steps"
        .formatted(
            task.name(),
            isTokens ? "tokens out of " + inputs : inputs + " features a step",
            outputs,
            shortest == longest ? shortest : shortest + " to " + longest);
  }

  private static float[] numbers(int count, Random random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
