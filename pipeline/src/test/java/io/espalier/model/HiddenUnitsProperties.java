package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.ParameterLayout.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Members of units are those that their definition names, element by element. */
class HiddenUnitsProperties {
  @Property(tries = 60)
  void membersAreColumnsOfTheLayerAndRowsOfWhoReadsIt(
      @ForAll @IntRange(min = 1, max = 3) int inputs,
      @ForAll @IntRange(min = 1, max = 5) int first,
      @ForAll @IntRange(min = 1, max = 2) int directions,
      @ForAll @IntRange(min = 1, max = 5) int second) {
    expectMembersByDefinition(ExampleLayouts.stack(inputs, first, directions, second));
  }

  @Property(tries = 20)
  void peepholesFeedTheUnitOfTheirRow(
      @ForAll @IntRange(min = 1, max = 5) int units, @ForAll @IntRange(min = 1, max = 3) int read) {
    List<LayerShape> layers =
        List.of(
            new LayerShape("graves-0", LayerKind.GRAVES_LSTM, 2, units, 1),
            new LayerShape("dense-1", LayerKind.DENSE, 2 + units, read, 1));
    int recurrent = 2 * 4 * units;
    int peephole = recurrent + units * 4 * units;
    int dense = peephole + units * 3;
    List<ParameterBlock> blocks =
        List.of(
            new ParameterBlock("graves-0.W", 0, Role.INPUT_WEIGHT, 2, 4 * units, 0),
            new ParameterBlock(
                "graves-0.RW", 0, Role.RECURRENT_WEIGHT, units, 4 * units, recurrent),
            new ParameterBlock("graves-0.P", 0, Role.PEEPHOLE, units, 3, peephole),
            new ParameterBlock("dense-1.W", 1, Role.DENSE_WEIGHT, 2 + units, read, dense));
    // what is read begins at row 2, as behind another input of two numbers
    expectMembersByDefinition(
        new ParameterLayout(
            layers,
            blocks,
            List.of(List.of(new Reader(1, 2)), List.of()),
            List.of(new Reader(0, 0))));
  }

  private static void expectMembersByDefinition(ParameterLayout layout) {
    HiddenUnits units = HiddenUnits.of(layout);
    List<TreeSet<Integer>> all = new ArrayList<>();
    for (int layer : units.layers()) {
      for (int unit = 0; unit < units.count(layer); unit++) {
        TreeSet<Integer> incoming = new TreeSet<>();
        TreeSet<Integer> outgoing = new TreeSet<>();
        for (ParameterBlock block : layout.blocks()) {
          for (int row = 0; row < block.rows(); row++) {
            for (int column = 0; column < block.columns(); column++) {
              if (feeds(layout, layer, unit, block, row, column)) {
                incoming.add(block.index(row, column));
              }
              if (reads(layout, layer, unit, block, row)) {
                outgoing.add(block.index(row, column));
              }
            }
          }
        }
        assertThat(ints(units.incoming(layer, unit))).containsExactlyElementsOf(incoming);
        assertThat(ints(units.outgoing(layer, unit))).containsExactlyElementsOf(outgoing);
        TreeSet<Integer> both = new TreeSet<>(incoming);
        both.addAll(outgoing);
        assertThat(ints(units.parameters(layer, unit))).containsExactlyElementsOf(both);
        all.add(both);
      }
    }
    List<List<Integer>> told = new ArrayList<>();
    all.forEach(unit -> told.add(new ArrayList<>()));
    units.forEach((unit, parameter) -> told.get(unit).add(parameter));
    assertThat(told).isEqualTo(all.stream().map(List::copyOf).toList());
    for (int unit = 0; unit < all.size(); unit++) {
      int[] own = all.get(unit).stream().mapToInt(i -> i).toArray();
      assertThat(units.living(Mask.all(layout.length()).without(own)).keeps(unit)).isFalse();
      int[] rest = all.get(unit).stream().skip(1).mapToInt(i -> i).toArray();
      assertThat(units.living(Mask.all(layout.length()).without(rest)).keeps(unit)).isTrue();
    }
  }

  private static boolean feeds(
      ParameterLayout layout, int layer, int unit, ParameterBlock block, int row, int column) {
    int units = layout.layers().get(layer).units();
    return block.layer() == layer
        && (block.role() == Role.PEEPHOLE ? row == unit : column % units == unit);
  }

  private static boolean reads(
      ParameterLayout layout, int layer, int unit, ParameterBlock block, int row) {
    LayerShape shape = layout.layers().get(layer);
    boolean own = block.layer() == layer && block.role() == Role.RECURRENT_WEIGHT && row == unit;
    boolean next =
        (block.role() == Role.INPUT_WEIGHT || block.role() == Role.DENSE_WEIGHT)
            && layout.readersOf(layer).stream()
                .filter(reader -> reader.layer() == block.layer())
                .map(reader -> row - reader.row())
                .anyMatch(
                    at ->
                        at >= 0
                            && at < shape.directions() * shape.units()
                            && at % shape.units() == unit);
    return own || next;
  }

  private static List<Integer> ints(int[] positions) {
    List<Integer> all = new ArrayList<>();
    for (int position : positions) {
      all.add(position);
    }
    return all;
  }
}
