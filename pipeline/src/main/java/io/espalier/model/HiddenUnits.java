package io.espalier.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hidden units of a network: for every recurrent and dense layer, the exact parameters that
 * make up unit k.
 *
 * <p>Incoming are the columns of unit k in each gate of W and RW, its biases and peepholes.
 * Outgoing are row k of RW and row k of the input matrices of each layer that reads it. With all of
 * them at 0 the unit's output is exactly 0, so that removing it is exact (Wen et al. 2017,
 * Intrinsic Sparse Structures, arXiv 1709.05027). In a bidirectional layer whose outputs are
 * concatenated, unit k is unit k of both directions: rows k and n+k of the consumer.
 */
public final class HiddenUnits implements Serializable {
  private final ParameterLayout layout;

  private HiddenUnits(ParameterLayout layout) {
    this.layout = layout;
  }

  /** The units of a layout. */
  public static HiddenUnits of(ParameterLayout layout) {
    return new HiddenUnits(layout);
  }

  /** Indices of the layers that have hidden units, from input to output. */
  public int[] layers() {
    return IntStream.range(0, layout.layers().size())
        .filter(layer -> layout.layers().get(layer).kind().hasHiddenUnits())
        .toArray();
  }

  /** Number of units of a layer (of one direction). */
  public int count(int layer) {
    return layout.layers().get(layer).units();
  }

  /** Number of units of all layers together. */
  public int count() {
    return Arrays.stream(layers()).map(this::count).sum();
  }

  /** Positions of the parameters that feed unit k, ascending. */
  public int[] incoming(int layer, int unit) {
    int units = count(layer);
    List<IntStream> parts = new ArrayList<>();
    for (ParameterBlock block : layout.blocksOf(layer)) {
      if (block.role() == Role.PEEPHOLE) {
        parts.add(row(block, unit));
      } else {
        for (int column = unit; column < block.columns(); column += units) {
          parts.add(column(block, column));
        }
      }
    }
    return sorted(parts);
  }

  /** Positions of the parameters that read unit k's output, ascending. */
  public int[] outgoing(int layer, int unit) {
    List<IntStream> parts = new ArrayList<>();
    for (ParameterBlock block : layout.blocksOf(layer)) {
      if (block.role() == Role.RECURRENT_WEIGHT) {
        parts.add(row(block, unit));
      }
    }
    LayerShape shape = layout.layers().get(layer);
    for (ParameterLayout.Reader reader : layout.readersOf(layer)) {
      for (ParameterBlock block : layout.blocksOf(reader.layer())) {
        if (block.role() == Role.INPUT_WEIGHT || block.role() == Role.DENSE_WEIGHT) {
          for (int direction = 0; direction < shape.directions(); direction++) {
            parts.add(row(block, reader.row() + direction * shape.units() + unit));
          }
        }
      }
    }
    return sorted(parts);
  }

  /** Positions of all parameters of unit k, each once, ascending. */
  public int[] parameters(int layer, int unit) {
    return IntStream.concat(
            Arrays.stream(incoming(layer, unit)), Arrays.stream(outgoing(layer, unit)))
        .sorted()
        .distinct()
        .toArray();
  }

  private static IntStream column(ParameterBlock block, int column) {
    int start = block.index(0, column);
    return IntStream.range(start, start + block.rows());
  }

  private static IntStream row(ParameterBlock block, int row) {
    return IntStream.range(0, block.columns()).map(column -> block.index(row, column));
  }

  private static int[] sorted(List<IntStream> parts) {
    return parts.stream().flatMapToInt(part -> part).sorted().toArray();
  }
}
