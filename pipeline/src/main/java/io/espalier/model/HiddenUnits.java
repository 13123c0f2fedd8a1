package io.espalier.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
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
 *
 * <p>Units of all layers together are numbered from 0, layer by layer. A parameter belongs to two
 * units at most: that of its column and that of its row.
 */
public final class HiddenUnits implements Serializable {
  private static final int NOBODY = -1;

  private final ParameterLayout layout;

  /** For each layer, the number of its first unit. */
  private final int[] first;

  /** For each block and each of its columns, the unit it feeds. */
  private final int[][] columns;

  /** For each block and each of its rows, the unit it reads, or feeds in a block of peepholes. */
  private final int[][] rows;

  private HiddenUnits(ParameterLayout layout) {
    this.layout = layout;
    int blocks = layout.blocks().size();
    this.first = new int[layout.layers().size()];
    this.columns = new int[blocks][];
    this.rows = new int[blocks][];
    for (int i = 0; i < blocks; i++) {
      ParameterBlock block = layout.blocks().get(i);
      columns[i] = new int[block.columns()];
      rows[i] = new int[block.rows()];
      Arrays.fill(columns[i], NOBODY);
      Arrays.fill(rows[i], NOBODY);
    }
    int number = 0;
    for (int layer : layers()) {
      first[layer] = number;
      number += count(layer);
      own(layer);
    }
  }

  private void own(int layer) {
    int units = count(layer);
    for (int i = 0; i < rows.length; i++) {
      ParameterBlock block = layout.blocks().get(i);
      if (block.layer() == layer && block.role() != Role.PEEPHOLE) {
        for (int column = 0; column < columns[i].length; column++) {
          columns[i][column] = first[layer] + column % units;
        }
      }
      if (block.layer() == layer
          && (block.role() == Role.PEEPHOLE || block.role() == Role.RECURRENT_WEIGHT)) {
        read(rows[i], 0, layer);
      }
      if (block.role() == Role.INPUT_WEIGHT || block.role() == Role.DENSE_WEIGHT) {
        for (ParameterLayout.Reader reader : layout.readersOf(layer)) {
          for (int way = 0; way < directions(layer) && reader.layer() == block.layer(); way++) {
            read(rows[i], reader.row() + way * units, layer);
          }
        }
      }
    }
  }

  private void read(int[] of, int row, int layer) {
    for (int unit = 0; unit < count(layer); unit++) {
      of[row + unit] = first[layer] + unit;
    }
  }

  private int directions(int layer) {
    return layout.layers().get(layer).directions();
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

  private enum Side {
    INCOMING,
    OUTGOING
  }

  /** Positions of the parameters that feed unit k, ascending. */
  public int[] incoming(int layer, int unit) {
    return positions(first[layer] + unit, EnumSet.of(Side.INCOMING));
  }

  /** Positions of the parameters that read unit k's output, ascending. */
  public int[] outgoing(int layer, int unit) {
    return positions(first[layer] + unit, EnumSet.of(Side.OUTGOING));
  }

  /** Positions of all parameters of unit k, each once, ascending. */
  public int[] parameters(int layer, int unit) {
    return positions(first[layer] + unit, EnumSet.allOf(Side.class));
  }

  private int[] positions(int number, Set<Side> sides) {
    IntStream.Builder positions = IntStream.builder();
    for (int i = 0; i < rows.length; i++) {
      ParameterBlock block = layout.blocks().get(i);
      int[] ofBlock = rows[i];
      Side read = block.role() == Role.PEEPHOLE ? Side.INCOMING : Side.OUTGOING;
      int[] own =
          IntStream.range(0, sides.contains(read) ? ofBlock.length : 0)
              .filter(row -> ofBlock[row] == number)
              .toArray();
      for (int column = 0; column < columns[i].length; column++) {
        boolean fed = columns[i][column] == number && sides.contains(Side.INCOMING);
        for (int at = 0; at < (fed ? ofBlock.length : own.length); at++) {
          positions.add(block.index(fed ? at : own[at], column));
        }
      }
    }
    return positions.build().toArray();
  }

  /** Told of the parameters of units. */
  public interface Members {
    /**
     * @param unit number of a unit
     * @param parameter position of one of its parameters
     */
    void add(int unit, int parameter);
  }

  /** Every parameter of every unit, each once for each unit it belongs to, by position. */
  public void forEach(Members members) {
    for (int i = 0; i < rows.length; i++) {
      int parameter = layout.blocks().get(i).offset();
      for (int fed : columns[i]) {
        for (int read : rows[i]) {
          if (fed != NOBODY) {
            members.add(fed, parameter);
          }
          if (read != NOBODY && read != fed) {
            members.add(read, parameter);
          }
          parameter++;
        }
      }
    }
  }

  /** A mask over all units: those that have a parameter which lives. */
  public Mask living(Mask alive) {
    long[] living = new long[(count() + 63) >>> 6];
    forEach(
        (unit, parameter) -> {
          if (alive.keeps(parameter)) {
            living[unit >>> 6] |= 1L << unit;
          }
        });
    return Mask.ofWords(living, count());
  }
}
