package io.espalier.prune;

import io.espalier.model.Layer.Weighted;
import io.espalier.model.LayerShape;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A smaller network in which hidden units and input features are physically gone, and the way there
 * and back between the two parameter vectors. Where the units that go do nothing, as {@link
 * UselessUnits} finds them, and the rows of the features that go are 0, the small network gives the
 * same outputs to float rounding. The two directions of a bidirectional layer shrink together.
 */
public final class Compaction {
  private final Network network;
  private final int originalLength;
  private final int[] origins;

  private Compaction(Network network, int originalLength, int[] origins) {
    this.network = network;
    this.originalLength = originalLength;
    this.origins = origins;
  }

  /** Without the units that do nothing; at least one unit of each layer stays. */
  public static Compaction of(Network network, float[] parameters) {
    return without(network, UselessUnits.of(network.layout(), parameters));
  }

  /**
   * Without these units.
   *
   * @param removed units to remove by index of their layer in the layout; at least one unit of each
   *     layer must stay
   */
  public static Compaction without(Network network, Map<Integer, int[]> removed) {
    return without(network, removed, List.of());
  }

  /**
   * Without these input features, numbered from 0; at least one must stay.
   *
   * @param network that reads vectors where a feature goes
   */
  public static Compaction withoutFeatures(Network network, List<Integer> features) {
    return without(network, Map.of(), features);
  }

  private static Compaction without(
      Network network, Map<Integer, int[]> removed, List<Integer> features) {
    ParameterLayout layout = network.layout();
    List<int[]> units = units(layout, removed);
    List<int[]> rows = rows(network, units, Set.copyOf(features));
    Network small = shrink(network, units, rows);
    ParameterLayout smallLayout = small.layout();
    int[] origins = new int[smallLayout.length()];
    for (int i = 0; i < smallLayout.blocks().size(); i++) {
      ParameterBlock from = layout.blocks().get(i);
      int[] kept = units.get(from.layer());
      copy(
          from,
          switch (from.role()) {
            case RECURRENT_WEIGHT, PEEPHOLE -> kept;
            case INPUT_WEIGHT, DENSE_WEIGHT, EMBEDDING -> rows.get(from.layer());
            case BIAS -> new int[] {0};
          },
          switch (from.role()) {
            case PEEPHOLE -> IntStream.range(0, from.columns()).toArray();
            default -> repeated(kept, layout.layers().get(from.layer()).units(), from.columns());
          },
          smallLayout.blocks().get(i),
          origins);
    }
    return new Compaction(small, layout.length(), origins);
  }

  /** The small network. */
  public Network network() {
    return network;
  }

  /** For each parameter of the small network, its position in the original vector. */
  public int[] origins() {
    return origins.clone();
  }

  /** The parameters that stay. */
  public float[] compact(float[] original) {
    float[] small = new float[origins.length];
    for (int i = 0; i < small.length; i++) {
      small[i] = original[origins[i]];
    }
    return small;
  }

  /** The mask of the parameters that stay. */
  public Mask compact(Mask original) {
    int[] pruned =
        IntStream.range(0, origins.length).filter(i -> !original.keeps(origins[i])).toArray();
    return Mask.all(origins.length).without(pruned);
  }

  /** The small network's parameters in the original shape, exactly 0 elsewhere. */
  public float[] expand(float[] small) {
    float[] original = new float[originalLength];
    for (int i = 0; i < small.length; i++) {
      original[origins[i]] = small[i];
    }
    return original;
  }

  /** The small network's mask in the original shape; what is not there is pruned. */
  public Mask expand(Mask small) {
    BitSet living = new BitSet(originalLength);
    IntStream.range(0, origins.length).filter(small::keeps).forEach(i -> living.set(origins[i]));
    int[] pruned = IntStream.range(0, originalLength).filter(i -> !living.get(i)).toArray();
    return Mask.all(originalLength).without(pruned);
  }

  /** The units of each layer that stay. */
  private static List<int[]> units(ParameterLayout layout, Map<Integer, int[]> removed) {
    List<int[]> kept = new ArrayList<>();
    for (int layer = 0; layer < layout.layers().size(); layer++) {
      LayerShape shape = layout.layers().get(layer);
      boolean[] gone = new boolean[shape.units()];
      for (int unit : removed.getOrDefault(layer, new int[0])) {
        gone[unit] = true;
      }
      int[] units = IntStream.range(0, gone.length).filter(unit -> !gone[unit]).toArray();
      boolean legal =
          shape.kind().hasHiddenUnits() ? units.length > 0 : units.length == gone.length;
      if (!legal) {
        throw new IllegalArgumentException(
            "cannot remove units %s of layer %s: one must stay, and embedding and output keep all"
                .formatted(Arrays.toString(removed.get(layer)), shape.name()));
      }
      kept.add(units);
    }
    return kept;
  }

  /** Of what each layer reads, the positions that stay. */
  private static List<int[]> rows(Network network, List<int[]> units, Set<Integer> features) {
    List<int[]> rows = new ArrayList<>();
    given(network, units, features, rows);
    return rows;
  }

  /**
   * Of what the layer reads that says what a network says, the positions that stay.
   *
   * @param units of each layer that stay, ascending
   * @param features that go
   */
  public static int[] readLast(Network network, List<int[]> units, List<Integer> features) {
    Map<String, int[]> given = given(network, units, Set.copyOf(features), new ArrayList<>());
    return sideBySide(network, network.outputNode().from(), given);
  }

  /**
   * Of what each node gives, the positions that stay.
   *
   * @param rows takes what stays of what each layer reads
   */
  private static Map<String, int[]> given(
      Network network, List<int[]> units, Set<Integer> features, List<int[]> rows) {
    Map<String, int[]> given = new HashMap<>();
    for (String input : network.inputs()) {
      int[] read =
          IntStream.range(0, network.width(input)).filter(f -> !features.contains(f)).toArray();
      if (read.length == 0 || read.length + features.size() != network.width(input)) {
        throw new IllegalArgumentException(
            "cannot remove features %s of the %d that %s has: one must stay"
                .formatted(features, network.width(input), input));
      }
      given.put(input, read);
    }
    for (Node node : network.nodes()) {
      int[] read = sideBySide(network, node.from(), given);
      if (node.layer() instanceof Weighted layer) {
        int[] kept = units.get(rows.size());
        given.put(node.name(), repeated(kept, layer.units(), network.width(node.name())));
        rows.add(read);
      } else {
        given.put(node.name(), read);
      }
    }
    return given;
  }

  private static int[] sideBySide(Network network, List<String> from, Map<String, int[]> given) {
    IntStream all = IntStream.empty();
    int before = 0;
    for (String name : from) {
      int start = before;
      all = IntStream.concat(all, Arrays.stream(given.get(name)).map(row -> start + row));
      before += network.width(name);
    }
    return all.toArray();
  }

  /** The units of a layer that stay, once in each of its gates or directions. */
  private static int[] repeated(int[] kept, int units, int length) {
    return IntStream.range(0, length / units)
        .flatMap(copy -> Arrays.stream(kept).map(unit -> copy * units + unit))
        .toArray();
  }

  private static Network shrink(Network network, List<int[]> units, List<int[]> rows) {
    Map<String, Weighted> layers = new HashMap<>();
    for (Node node : network.weighted()) {
      int layer = layers.size();
      Weighted small =
          ((Weighted) node.layer()).resized(rows.get(layer).length, units.get(layer).length);
      layers.put(node.name(), small);
    }
    return network.with(layers);
  }

  private static void copy(
      ParameterBlock from, int[] rows, int[] columns, ParameterBlock into, int[] origins) {
    for (int column = 0; column < columns.length; column++) {
      for (int row = 0; row < rows.length; row++) {
        origins[into.index(row, column)] = from.index(rows[row], columns[column]);
      }
    }
  }
}
