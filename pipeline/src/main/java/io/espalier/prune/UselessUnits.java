package io.espalier.network;

import io.espalier.model.HiddenUnits;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Hidden units whose output reaches no output of the network, because every weight that reads it is
 * 0 or belongs to a unit that is useless itself. Units whose every parameter is 0 are among them.
 */
public final class UselessUnits {
  private final ParameterLayout layout;
  private final float[] parameters;

  private UselessUnits(ParameterLayout layout, float[] parameters) {
    this.layout = layout;
    this.parameters = parameters;
  }

  /**
   * Useless units, ascending, by index of their layer in the layout. Of a layer in which all are,
   * the first is left out, as a layer cannot be empty.
   */
  public static Map<Integer, int[]> of(ParameterLayout layout, float[] parameters) {
    UselessUnits search = new UselessUnits(layout, parameters);
    Map<Integer, int[]> useless = new TreeMap<>();
    Set<Integer> above = Set.of();
    int[] layers = HiddenUnits.of(layout).layers();
    for (int i = layers.length - 1; i >= 0; i--) {
      Set<Integer> found = search.useless(layers[i], above);
      int[] units = found.stream().mapToInt(unit -> unit).sorted().toArray();
      if (units.length == layout.layers().get(layers[i]).units()) {
        units = IntStream.range(1, units.length).toArray();
      }
      useless.put(layers[i], units);
      above = new HashSet<>(IntStream.of(units).boxed().toList());
    }
    return useless;
  }

  /** Units that the layer above does not read, less those that a useful unit of the layer reads. */
  private Set<Integer> useless(int layer, Set<Integer> above) {
    LayerShape shape = layout.layers().get(layer);
    Set<Integer> useless = new HashSet<>();
    for (int unit = 0; unit < shape.units(); unit++) {
      if (!isReadAbove(layer, unit, above)) {
        useless.add(unit);
      }
    }
    List<ParameterBlock> recurrent =
        layout.blocksOf(layer).stream()
            .filter(block -> block.role() == Role.RECURRENT_WEIGHT)
            .toList();
    while (useless.removeIf(
        unit ->
            recurrent.stream().anyMatch(block -> isRead(block, unit, shape.units(), useless)))) {
      continue;
    }
    return useless;
  }

  private boolean isReadAbove(int layer, int unit, Set<Integer> useless) {
    LayerShape shape = layout.layers().get(layer);
    int units = layout.layers().get(layer + 1).units();
    return layout.blocksOf(layer + 1).stream()
        .filter(block -> block.role() == Role.INPUT_WEIGHT || block.role() == Role.DENSE_WEIGHT)
        .anyMatch(
            block ->
                IntStream.range(0, shape.directions())
                    .map(direction -> direction * shape.units() + unit)
                    .anyMatch(row -> isRead(block, row, units, useless)));
  }

  /** Whether a row has a weight other than 0 in a column of a unit that is not useless. */
  private boolean isRead(ParameterBlock block, int row, int units, Set<Integer> useless) {
    return IntStream.range(0, block.columns())
        .anyMatch(
            column ->
                parameters[block.index(row, column)] != 0 && !useless.contains(column % units));
  }
}
