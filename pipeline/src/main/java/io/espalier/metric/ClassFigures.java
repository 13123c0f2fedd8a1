package io.espalier.metric;

import java.util.List;

/**
 * How a classifier does on each class, and what it takes for what.
 *
 * @param classes those that occur among labels or predictions, in the order of the dataset
 * @param confusions pairs that were confused, largest count first: all of them where there are at
 *     most {@value #ALL} classes, else so many
 */
public record ClassFigures(List<OfClass> classes, List<Confusion> confusions) {
  /** Classes up to which every pair is listed, and pairs that are listed above. */
  static final int ALL = 50;

  /** Of a task without classes. */
  public static final ClassFigures NONE = new ClassFigures(List.of(), List.of());

  public ClassFigures {
    classes = List.copyOf(classes);
    confusions = List.copyOf(confusions);
  }

  /**
   * @param name of the class
   * @param truths sequences of it
   * @param predictions sequences taken for it
   * @param hits sequences of it that were taken for it
   */
  public record OfClass(String name, long truths, long predictions, long hits) {
    /** Share of what was taken for it that is of it; 0 where nothing was. */
    public double precision() {
      return share(hits, predictions);
    }

    /** Share of it that was taken for it; 0 where there is none. */
    public double recall() {
      return share(hits, truths);
    }

    /** Harmonic mean of precision and recall. */
    public double f1() {
      return share(2 * hits, truths + predictions);
    }

    private static double share(long part, long whole) {
      return whole == 0 ? 0 : (double) part / whole;
    }
  }

  /**
   * @param truth the class of the sequences
   * @param prediction the class that they were taken for
   * @param count how many
   */
  public record Confusion(String truth, String prediction, long count) {}
}
