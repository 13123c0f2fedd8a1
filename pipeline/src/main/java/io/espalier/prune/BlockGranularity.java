package io.espalier.prune;

import io.espalier.model.HiddenUnits.Members;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Blocks of rows x columns of each matrix, numbered column by column of blocks like the weights. No
 * block reaches over the boundary of a gate, so that a block is of one gate and the pattern does
 * not depend on whether columns divide units; the last ones of a gate and of a column are smaller.
 * A block lives while one of its weights does.
 */
record BlockGranularity(int rows, int columns, Matrices matrices) implements Granularity {
  BlockGranularity {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("no blocks of %d x %d".formatted(rows, columns));
    }
  }

  @Override
  public List<String> names(ParameterLayout layout) {
    return matrices.names(layout);
  }

  @Override
  public Groups groups(
      ParameterLayout dense, ParameterLayout current, Mask alive, Set<String> exclude) {
    List<Matrices.Columns> all = matrices.of(current, exclude);
    List<Slice> slices = new ArrayList<>();
    int count = 0;
    for (Matrices.Columns part : all) {
      slices.add(new Slice(count, count + blocks(part)));
      count += blocks(part);
    }
    Membership membership =
        new Membership(
            count,
            members -> {
              for (int i = 0; i < all.size(); i++) {
                each(all.get(i), slices.get(i).from(), members);
              }
            });
    Mask living = membership.living(alive);
    List<GroupRange> ranges = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Slice slice = slices.get(i);
      int gone = slice.length() - living.kept(slice.from(), slice.to());
      ranges.add(new GroupRange(all.get(i).part(), slice, slice.length(), gone, 0));
    }
    return new Groups(ranges, living, membership::means, kept -> membership.without(alive, kept));
  }

  private int blocks(Matrices.Columns part) {
    return down(part) * across(part) * ((part.to() - part.from()) / part.gate());
  }

  /** Blocks below each other. */
  private int down(Matrices.Columns part) {
    return (part.block().rows() + rows - 1) / rows;
  }

  /** Blocks beside each other in one gate. */
  private int across(Matrices.Columns part) {
    return (part.gate() + columns - 1) / columns;
  }

  private void each(Matrices.Columns part, int first, Members members) {
    int down = down(part);
    for (int column = part.from(); column < part.to(); column++) {
      int inPart = column - part.from();
      int beside = inPart / part.gate() * across(part) + inPart % part.gate() / columns;
      for (int row = 0; row < part.block().rows(); row++) {
        members.add(first + beside * down + row / rows, part.block().index(row, column));
      }
    }
  }
}
