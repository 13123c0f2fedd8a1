package io.espalier.run;

import io.espalier.mask.Mask;
import io.espalier.model.HiddenUnits;
import io.espalier.model.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which hidden units of the dense network a compacted one still has.
 *
 * @param units for each layer of the layout, the dense indices of its surviving units, ascending
 */
public record Survivors(List<List<Integer>> units) {
  public Survivors {
    units = units.stream().map(List::copyOf).toList();
  }

  /** All units of a network. */
  static Survivors all(ParameterLayout layout) {
    return new Survivors(
        layout.layers().stream()
            .map(layer -> IntStream.range(0, layer.units()).boxed().toList())
            .toList());
  }

  /** What survives a mask over the network that has these survivors. */
  Survivors under(Mask mask, ParameterLayout layout) {
    HiddenUnits hidden = HiddenUnits.of(layout);
    return new Survivors(
        IntStream.range(0, units.size())
            .mapToObj(
                layer ->
                    layout.layers().get(layer).kind().hasHiddenUnits()
                        ? IntStream.range(0, hidden.count(layer))
                            .filter(unit -> lives(mask, hidden.parameters(layer, unit)))
                            .mapToObj(units.get(layer)::get)
                            .toList()
                        : units.get(layer))
            .toList());
  }

  private static boolean lives(Mask mask, int[] parameters) {
    return Arrays.stream(parameters).anyMatch(mask::keeps);
  }
}
