package io.espalier.prune;

import io.espalier.model.HiddenUnits;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hidden units whose output reaches no output of the network, because every weight that reads it is
 * 0 or belongs to a unit that is useless itself. Units whose every parameter is 0 are among them.
 */
public final class UselessUnits {
  private final ParameterLayout layout;
  private final float[] parameters;
  private final Map<Integer, Set<Integer>> found = new TreeMap<>();

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
    int[] layers = HiddenUnits.of(layout).layers();
    for (int i = layers.length - 1; i >= 0; i--) {
      Set<Integer> units = search.useless(layers[i]);
      if (units.size() == search.units(layers[i])) {
        units.remove(0);
      }
      search.found.put(layers[i], units);
      useless.put(layers[i], units.stream().mapToInt(unit -> unit).sorted().toArray());
    }
    return useless;
  }

  /** Units that no other layer reads, less those that a useful unit of the layer reads. */
  private Set<Integer> useless(int layer) {
    Set<Integer> useless =
        IntStream.range(0, units(layer))
            .filter(unit -> !isReadElsewhere(layer, unit))
            .boxed()
            .collect(Collectors.toCollection(HashSet::new));
    while (useless.removeIf(unit -> isReadBack(layer, unit, useless))) {
      continue;
    }
    return useless;
  }

  private boolean isReadElsewhere(int layer, int unit) {
    int directions = layout.layers().get(layer).directions();
    return layout.readersOf(layer).stream()
        .anyMatch(
            reader ->
                layout.blocksOf(reader.layer()).stream()
                    .filter(UselessUnits::readsInputs)
                    .anyMatch(
                        block ->
                            IntStream.range(0, directions)
                                .map(direction -> direction * units(layer) + unit)
                                .anyMatch(
                                    row ->
                                        isRead(
                                            block,
                                            reader.row() + row,
                                            found.getOrDefault(reader.layer(), Set.of())))));
  }

  private boolean isReadBack(int layer, int unit, Set<Integer> useless) {
    return layout.blocksOf(layer).stream()
        .anyMatch(block -> block.role() == Role.RECURRENT_WEIGHT && isRead(block, unit, useless));
  }

  private static boolean readsInputs(ParameterBlock block) {
    return block.role() == Role.INPUT_WEIGHT || block.role() == Role.DENSE_WEIGHT;
  }

  /** Whether a row has a weight other than 0 in a column of a unit that is not useless. */
  private boolean isRead(ParameterBlock block, int row, Set<Integer> useless) {
    int units = units(block.layer());
    return IntStream.range(0, block.columns())
        .anyMatch(
            column ->
                parameters[block.index(row, column)] != 0 && !useless.contains(column % units));
  }

  private int units(int layer) {
    return layout.layers().get(layer).units();
  }
}
