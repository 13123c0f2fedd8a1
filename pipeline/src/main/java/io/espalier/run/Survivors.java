package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.model.HiddenUnits;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.ParameterLayout;
import io.espalier.prune.Compaction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which hidden units and input features of the dense network a compacted one still has.
 *
 * @param units for each layer of the layout, the dense indices of its surviving units, ascending
 * @param removedFeatures numbers of the features that it does not read any more, ascending
 */
public record Survivors(List<List<Integer>> units, List<Integer> removedFeatures) {
  public Survivors {
    units = units.stream().map(List::copyOf).toList();
    removedFeatures = List.copyOf(removedFeatures);
  }

  /** All units of a network. */
  static Survivors all(ParameterLayout layout) {
    return new Survivors(
        layout.layers().stream()
            .map(layer -> IntStream.range(0, layer.units()).boxed().toList())
            .toList(),
        List.of());
  }

  /** What survives when units of the network that has these survivors go. */
  Survivors without(Map<Integer, int[]> removed) {
    return new Survivors(
        IntStream.range(0, units.size())
            .mapToObj(layer -> without(units.get(layer), removed.getOrDefault(layer, new int[0])))
            .toList(),
        removedFeatures);
  }

  /**
   * What survives when features of the network that has these survivors go.
   *
   * @param features their numbers in that network
   */
  Survivors withoutFeatures(List<Integer> features) {
    int[] read =
        IntStream.iterate(0, i -> i + 1)
            .filter(feature -> !removedFeatures.contains(feature))
            .limit(1L + features.stream().mapToInt(feature -> feature).max().orElse(0))
            .toArray();
    return new Survivors(
        units,
        Stream.concat(removedFeatures.stream(), features.stream().map(feature -> read[feature]))
            .sorted()
            .toList());
  }

  /** What the network reads of the data that the dense one reads. */
  Dataset read(Dataset dataset) {
    return dataset.withoutFeatures(removedFeatures);
  }

  /** Of what the dense network's output layer reads, the places of what is still there. */
  int[] readLast(Network dense) {
    return Compaction.readLast(
        dense,
        units.stream().map(own -> own.stream().mapToInt(unit -> unit).toArray()).toList(),
        removedFeatures);
  }

  private static List<Integer> without(List<Integer> units, int[] removed) {
    Set<Integer> gone = Arrays.stream(removed).boxed().collect(Collectors.toSet());
    return IntStream.range(0, units.size())
        .filter(unit -> !gone.contains(unit))
        .mapToObj(units::get)
        .toList();
  }

  /** Units of the dense network that are gone, by layer. */
  Map<Integer, int[]> removed(ParameterLayout dense) {
    Map<Integer, int[]> removed = new TreeMap<>();
    for (int layer = 0; layer < units.size(); layer++) {
      Set<Integer> there = Set.copyOf(units.get(layer));
      removed.put(
          layer,
          IntStream.range(0, dense.layers().get(layer).units())
              .filter(unit -> !there.contains(unit))
              .toArray());
    }
    return removed;
  }

  /** Units of a network that a mask leaves no parameter, by layer. */
  static Map<Integer, int[]> pruned(ParameterLayout layout, Mask mask) {
    HiddenUnits hidden = HiddenUnits.of(layout);
    Mask living = hidden.living(mask);
    Map<Integer, int[]> pruned = new TreeMap<>();
    int first = 0;
    for (int layer : hidden.layers()) {
      int start = first;
      pruned.put(
          layer,
          IntStream.range(0, hidden.count(layer))
              .filter(unit -> !living.keeps(start + unit))
              .toArray());
      first += hidden.count(layer);
    }
    return pruned;
  }
}
