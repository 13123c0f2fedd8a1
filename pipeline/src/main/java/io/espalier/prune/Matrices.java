package io.espalier.prune;

import io.espalier.model.InputException;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import io.espalier.prune.GroupRange.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The matrices of a network whose weights are eligible.
 *
 * @param gates whose columns alone are; those of all gates, and all matrices, where empty
 */
record Matrices(Set<String> gates) {
  Matrices {
    gates = Set.copyOf(gates);
  }

  /**
   * Columns of a matrix that stand side by side.
   *
   * @param block the matrix
   * @param from the first column
   * @param to the column after the last
   * @param gate columns of one gate; all of the matrix where it has none
   */
  record Columns(Part part, ParameterBlock block, int from, int to, int gate) {
    /** Number of weights. */
    int length() {
      return block.rows() * (to - from);
    }

    /** Position of the first weight. */
    int first() {
      return block.index(0, from);
    }
  }

  /** Names of all layers and matrices that have eligible weights. */
  List<String> names(ParameterLayout layout) {
    return all(layout).stream()
        .flatMap(columns -> Stream.of(columns.part().layer(), columns.part().name()))
        .distinct()
        .toList();
  }

  /** The eligible columns, by position. */
  List<Columns> of(ParameterLayout layout, Set<String> exclude) {
    return all(layout).stream()
        .filter(columns -> !exclude.contains(columns.part().layer()))
        .filter(columns -> !exclude.contains(columns.part().name()))
        .toList();
  }

  private List<Columns> all(ParameterLayout layout) {
    List<Columns> all = new ArrayList<>();
    for (ParameterBlock block : layout.blocks()) {
      LayerShape layer = layout.layers().get(block.layer());
      List<String> own = block.role() == Role.PEEPHOLE ? List.of() : layer.kind().gates();
      int gate = own.isEmpty() ? block.columns() : block.columns() / own.size();
      if (block.role().isPrunable() && gates.isEmpty()) {
        all.add(columns(layer, block, 0, block.columns(), gate));
      } else if (block.role().isPrunable()) {
        for (int i = 0; i < own.size(); i++) {
          if (gates.contains(own.get(i))) {
            all.add(columns(layer, block, i * gate, (i + 1) * gate, gate));
          }
        }
      }
    }
    if (all.isEmpty() && !gates.isEmpty()) {
      throw new InputException(
          "prune.gates names %s, but this network has no lstm or graves-lstm layer, and only they have gates"
              .formatted(String.join(", ", new TreeSet<>(gates))));
    }
    return all;
  }

  private static Columns columns(
      LayerShape layer, ParameterBlock block, int from, int to, int gate) {
    Part part = new Part(layer.name(), block.name(), block.rows(), to - from);
    return new Columns(part, block, from, to, gate);
  }
}
