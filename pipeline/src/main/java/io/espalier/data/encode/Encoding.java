package io.espalier.data.encode;

import io.espalier.data.Anchor;
import io.espalier.data.BadRow;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.Input;
import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.data.DatasetInfo.Output;
import io.espalier.data.Extent;
import io.espalier.data.NumericOrder;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Target;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How raw sequences become numbers: classes, vocabulary and normalisers, fitted on the training
 * split only.
 */
public final class Encoding implements Serializable {
  private final Task task;
  private final Input input;
  private final Output output;
  private final Vocabulary vocabulary;
  private final Map<String, Integer> classes = new HashMap<>();
  private final Scaling features;
  private final Scaling targets;
  private final int[] observed;

  private Encoding(Task task, Input input, Output output, double[] fill) {
    this.task = task;
    this.input = input;
    this.output = output;
    this.vocabulary = Vocabulary.of(input.vocabulary());
    for (int i = 0; i < output.classes().size(); i++) {
      classes.put(output.classes().get(i), i);
    }
    this.features = new Scaling(input.normaliser(), fill);
    this.targets = new Scaling(output.normaliser(), new double[output.targets().size()]);
    this.observed =
        output.anchor() == Anchor.NONE
            ? new int[0]
            : output.targets().stream().mapToInt(input.features()::indexOf).toArray();
  }

  /** The encoding that a prepared dataset was made with. */
  public static Encoding of(DatasetInfo info) {
    double[] fill = info.input().normaliser().mean();
    if (fill.length == 0 || info.output().anchor() != Anchor.NONE) {
      fill = new double[info.input().features().size()];
      Arrays.fill(fill, Double.NaN); // only the training data would know
    }
    return new Encoding(info.task(), info.input(), info.output(), fill);
  }

  /** What happens to numeric features and targets. */
  public enum Scale {
    /** Zero mean and unit deviation on the training split. */
    STANDARD,
    /** They stay as they are. */
    NONE,
    /** As the normaliser says that the file of the given network carries. */
    NETWORK
  }

  /**
   * Normalisers that come from elsewhere.
   *
   * @param features of the features, in order
   * @param targets of the numbers to predict; empty where they stay as they are
   */
  public record Given(Normaliser features, Normaliser targets) {}

  /** Names of features and targets, and what a forecast is, which no census can know. */
  public record Names(List<String> features, List<String> targets, int horizon, Anchor anchor)
      implements Serializable {}

  /**
   * Fits an encoding.
   *
   * @param vocabulary of the training split; empty for numeric data
   */
  public static Encoding fit(
      Task task, Census census, Vocabulary vocabulary, Names names, Scale scale) {
    boolean isTokens = !vocabulary.tokens().isEmpty();
    List<String> features = isTokens ? List.of() : names.features();
    List<String> targets =
        task.truth().isCategorical() ? List.of() : targets(census, names.targets());
    List<String> classes = classes(census.labels(Split.TRAIN).keySet());
    Anchor anchor = task.extent() == Extent.SERIES ? names.anchor() : Anchor.NONE;
    return new Encoding(
        task,
        new Input(
            features,
            isTokens ? Normaliser.NONE : normaliser(census.features(), scale, anchor),
            vocabulary.tokens()),
        new Output(
            classes,
            targets,
            targets.isEmpty() ? Normaliser.NONE : normaliser(census.targets(), scale, anchor),
            task.extent() == Extent.SERIES ? names.horizon() : 0,
            anchor),
        census.features().mean());
  }

  /**
   * The same with normalisers that come from elsewhere; tokens and classes have none. What is
   * missing with nothing before it becomes what they make 0, unless it is relative to another step.
   */
  public Encoding with(Given given) {
    if (input.isTokens()) {
      return this;
    }
    Output changed =
        new Output(
            output.classes(),
            output.targets(),
            output.targets().isEmpty() ? Normaliser.NONE : given.targets(),
            output.horizon(),
            output.anchor());
    return new Encoding(
        task,
        new Input(input.features(), given.features(), input.vocabulary()),
        changed,
        output.anchor() == Anchor.NONE ? given.features().mean() : features.fill());
  }

  private static Normaliser normaliser(ColumnSums sums, Scale scale, Anchor anchor) {
    return scale == Scale.STANDARD
        ? new Normaliser(
            anchor.mean(sums.mean()),
            Arrays.stream(sums.deviation()).map(found -> found > 0 ? found : 1).toArray())
        : Normaliser.NONE;
  }

  /** A vector in one column has the column's name and a number for each of its places. */
  private static List<String> targets(Census census, List<String> names) {
    int width = census.targetWidths().keySet().stream().max(Integer::compare).orElse(0);
    return width == names.size()
        ? names
        : IntStream.rangeClosed(1, width).mapToObj(i -> String.join("-", names) + "-" + i).toList();
  }

  /** Labels in the order of their classes: by value if all are numbers, otherwise as text. */
  static List<String> classes(Set<String> labels) {
    return labels.stream()
        .sorted(NumericOrder.of(labels).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  public Input input() {
    return input;
  }

  public Output output() {
    return output;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** A whole sequence, for {@link Extent#WHOLE}. */
  public Sequence encode(RawSequence raw) {
    Target target = target(raw.target());
    return input.isTokens()
        ? Sequence.ofTokens(raw.id(), vocabulary.indices(raw.tokens()), target)
        : Sequence.ofValues(raw.id(), features(raw), raw.features(), target);
  }

  /** The sequence, or why its features do not become finite numbers. */
  public Parsed accept(RawSequence raw) {
    float[] encoded = input.isTokens() ? new float[0] : features(raw);
    for (int i = 0; i < encoded.length; i++) {
      if (!Float.isFinite(encoded[i])) {
        String feature = input.features().get(i % raw.features());
        return new BadRow(
            raw.origin(),
            Float.isNaN(encoded[i])
                ? "missing value in %s at the start, where no normaliser gives a mean to fill in"
                    .formatted(feature)
                : "a value of %s is too large for a float: %s".formatted(feature, raw.values()[i]));
      }
    }
    return raw;
  }

  private Target target(RawTarget raw) {
    if (raw.isUnknown()) {
      return new Target.Unknown();
    }
    if (task.truth() == Truth.LABEL) {
      return new Target.Label(classes.get(raw.label()));
    }
    double[] last =
        Arrays.copyOfRange(raw.numbers(), raw.numbers().length - raw.width(), raw.numbers().length);
    return new Target.Values(targets.scaled(last, new double[raw.width()]));
  }

  /** All feature vectors of a sequence, {@code [time][feature]}. */
  private float[] features(RawSequence raw) {
    return features.scaled(
        features.filled(raw.values(), raw.features()), new double[raw.features()]);
  }

  /** A series of {@link Extent#SERIES}, to be cut into windows. */
  EncodedSeries series(RawSequence raw) {
    return new EncodedSeries(
        features.filled(raw.values(), raw.features()), raw.features(), raw.target(), this);
  }

  Scaling features() {
    return features;
  }

  Scaling targets() {
    return targets;
  }

  /** The feature that each target is relative to; empty where targets are levels. */
  int[] observed() {
    return observed;
  }
}
