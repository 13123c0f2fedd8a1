package io.espalier.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The features that a network reads at each step: for each the row of every matrix that reads it,
 * wherever it enters. With all of them at 0 the feature says nothing.
 */
public final class InputFeatures {
  private final ParameterLayout layout;
  private final int count;

  private InputFeatures(ParameterLayout layout, int count) {
    this.layout = layout;
    this.count = count;
  }

  /** The features of a layout whose input is vectors. */
  public static InputFeatures of(ParameterLayout layout) {
    int count = Integer.MAX_VALUE;
    List<ParameterLayout.Reader> readers = layout.inputReaders();
    for (ParameterLayout.Reader reader : readers) {
      int rows = layout.layers().get(reader.layer()).inputs() - reader.row();
      for (ParameterLayout.Reader other : readers) {
        if (other.layer() == reader.layer() && other.row() > reader.row()) {
          rows = Math.min(rows, other.row() - reader.row());
        }
      }
      count = Math.min(count, rows);
    }
    return new InputFeatures(layout, count);
  }

  /** Number of features. */
  public int count() {
    return count;
  }

  /**
   * Features of which a mask leaves no parameter, ascending. Where it leaves none of any, the first
   * is left out, as a network reads something.
   */
  public List<Integer> pruned(Mask mask) {
    boolean[] lives = new boolean[count];
    forEach((feature, parameter) -> lives[feature] |= mask.keeps(parameter));
    List<Integer> pruned = IntStream.range(0, count).filter(f -> !lives[f]).boxed().toList();
    return pruned.size() == count ? pruned.subList(1, count) : pruned;
  }

  /** Told of the parameters of features. */
  public interface Members {
    /**
     * @param feature number of a feature
     * @param parameter position of one of its parameters
     */
    void add(int feature, int parameter);
  }

  /** Every parameter of every feature, once, feature by feature of each matrix. */
  public void forEach(Members members) {
    for (ParameterLayout.Reader reader : layout.inputReaders()) {
      for (ParameterBlock block : layout.blocksOf(reader.layer())) {
        if (block.role() == Role.INPUT_WEIGHT || block.role() == Role.DENSE_WEIGHT) {
          for (int feature = 0; feature < count; feature++) {
            for (int column = 0; column < block.columns(); column++) {
              members.add(feature, block.index(reader.row() + feature, column));
            }
          }
        }
      }
    }
  }
}
