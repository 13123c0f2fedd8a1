package io.espalier.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a prepared dataset holds; {@code dataset.json} beside its shards.
 *
 * @param format version of the file format
 * @param task what the data is for
 * @param input what a network reads
 * @param output what a network says
 * @param splits counts and lengths of each split
 * @param fingerprint SHA-256 over the shards in order, as lower-case hex
 */
public record DatasetInfo(
    int format,
    Task task,
    Input input,
    Output output,
    Map<Split, SplitInfo> splits,
    String fingerprint)
    implements Serializable {

  /** The newest format this version reads and the one it writes. */
  public static final int FORMAT = 1;

  /**
   * What a network reads: numeric features, or tokens of a vocabulary; one of the two is empty.
   *
   * @param features names of the numeric features, in order
   * @param normaliser what was subtracted from and divided out of each feature; empty where nothing
   *     was
   * @param vocabulary tokens in the order of their indices; index 0 stands for unknown tokens
   */
  public record Input(List<String> features, Normaliser normaliser, List<String> vocabulary)
      implements Serializable {
    /** Whether sequences are tokens. */
    public boolean isTokens() {
      return !vocabulary.isEmpty();
    }

    /** The same without these features, numbered from 0. */
    public Input withoutFeatures(List<Integer> removed) {
      int[] left = IntStream.range(0, features.size()).filter(f -> !removed.contains(f)).toArray();
      return new Input(
          Arrays.stream(left).mapToObj(features::get).toList(), normaliser.of(left), vocabulary);
    }

    /** Width of a time step: features, or tokens of the vocabulary. */
    public int width() {
      return isTokens() ? vocabulary.size() : features.size();
    }
  }

  /**
   * What a network says.
   *
   * @param classes names of the classes, in the order of their indices; empty for numbers and for
   *     language models
   * @param targets names of the numbers to predict; empty for classes
   * @param normaliser of the targets; empty where nothing was done
   * @param horizon steps from the end of a window to its target; 0 unless the task is forecast
   * @param anchor what features of a window and targets are relative to; none unless the task is
   *     forecast
   */
  public record Output(
      List<String> classes, List<String> targets, Normaliser normaliser, int horizon, Anchor anchor)
      implements Serializable {
    /** The numbers to predict, by these names, and when they are. */
    public String said(String names) {
      String change = anchor == Anchor.NONE ? "" : "change of ";
      return horizon == 0 ? names : "%s%s, %d steps ahead".formatted(change, names, horizon);
    }
  }

  /** Subtracted from and divided out of each column, fitted on the training split only. */
  public record Normaliser(double[] mean, double[] deviation) implements Serializable {
    /** Leaves every number as it is. */
    public static final Normaliser NONE = new Normaliser(new double[0], new double[0]);

    public boolean isEmpty() {
      return mean.length == 0;
    }

    /** Of some of the columns. */
    Normaliser of(int[] columns) {
      return isEmpty()
          ? this
          : new Normaliser(
              Arrays.stream(columns).mapToDouble(column -> mean[column]).toArray(),
              Arrays.stream(columns).mapToDouble(column -> deviation[column]).toArray());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Normaliser that
          && Arrays.equals(mean, that.mean)
          && Arrays.equals(deviation, that.deviation);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }
  }

  /**
   * @param shardSequences sequences in each shard, in shard order
   * @param sequences number of sequences
   * @param steps number of time steps in all
   * @param lengths quantiles of the length: minimum, 25 %, median, 75 %, maximum
   * @param classCounts sequences of each class, in class order; empty where there are no classes
   * @param missing missing values that were filled
   */
  public record SplitInfo(
      List<Integer> shardSequences,
      long sequences,
      long steps,
      List<Integer> lengths,
      List<Long> classCounts,
      long missing)
      implements Serializable {
    private static final SplitInfo EMPTY = new SplitInfo(List.of(), 0, 0, List.of(), List.of(), 0);
  }

  /** The same, read without these features, numbered from 0. */
  public DatasetInfo withoutFeatures(List<Integer> features) {
    return new DatasetInfo(
        format, task, input.withoutFeatures(features), output, splits, fingerprint);
  }

  /** Width of the network's output layer. */
  public int outputWidth() {
    return switch (task.truth()) {
      case LABEL -> output.classes().size();
      case NEXT_TOKEN -> input.vocabulary().size();
      case NUMBERS -> output.targets().size();
    };
  }

  /** What is in a split; nothing where only the shape of the data is known. */
  public SplitInfo split(Split split) {
    return splits.getOrDefault(split, SplitInfo.EMPTY);
  }

  /** Steps of the longest sequence; 0 where there are none. */
  public int longest() {
    return splits.values().stream()
        .flatMap(split -> split.lengths().stream())
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  /** Sequences of the largest split; 0 where there are none. */
  public long largestSplit() {
    return splits.values().stream().mapToLong(SplitInfo::sequences).max().orElse(0);
  }

  /** Number of shards of every split. */
  public int shards() {
    return split(Split.TRAIN).shardSequences().size();
  }
}
