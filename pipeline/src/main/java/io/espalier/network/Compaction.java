package io.espalier.network;

import io.espalier.model.LayerShape;
import io.espalier.model.Mask;
import io.espalier.model.NetworkStructure;
import io.espalier.model.NetworkStructure.Origin;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.prune.UselessUnits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/**
 * A smaller network in which hidden units are physically gone, and the way there and back between
 * the two parameter vectors. Where the units that go do nothing, as {@link UselessUnits} finds
 * them, the small network gives the same outputs to float rounding. The two directions of a
 * bidirectional layer shrink together.
 */
public final class Compaction {
  private final NetworkStructure structure;
  private final int originalLength;
  private final int[] origins;

  private Compaction(NetworkStructure structure, int originalLength, int[] origins) {
    this.structure = structure;
    this.originalLength = originalLength;
    this.origins = origins;
  }

  /** Without the units that do nothing; at least one unit of each layer stays. */
  public static Compaction of(NetworkStructure structure, float[] parameters) {
    return without(structure, UselessUnits.of(Layouts.of(structure), parameters));
  }

  /**
   * Without these units.
   *
   * @param removed units to remove by index of their layer in the layout; at least one unit of each
   *     layer must stay
   */
  public static Compaction without(NetworkStructure structure, Map<Integer, int[]> removed) {
    ParameterLayout layout = Layouts.of(structure);
    List<int[]> kept = kept(layout, removed);
    NetworkStructure small = shrink(structure, layout, kept);
    List<ParameterBlock> blocks = Layouts.of(small).blocks();
    int[] origins = new int[Layouts.of(small).length()];
    for (int i = 0; i < blocks.size(); i++) {
      ParameterBlock from = layout.blocks().get(i);
      ParameterBlock into = blocks.get(i);
      int[] rows = rows(layout, kept, from);
      int[] columns = columns(layout, kept, from);
      for (int column = 0; column < columns.length; column++) {
        for (int row = 0; row < rows.length; row++) {
          origins[into.index(row, column)] = from.index(rows[row], columns[column]);
        }
      }
    }
    return new Compaction(small, layout.length(), origins);
  }

  /** The small network, of the same origin. */
  public NetworkStructure structure() {
    return structure;
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

  private static List<int[]> kept(ParameterLayout layout, Map<Integer, int[]> removed) {
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

  private static int[] rows(ParameterLayout layout, List<int[]> kept, ParameterBlock block) {
    return switch (block.role()) {
      case RECURRENT_WEIGHT, PEEPHOLE -> kept.get(block.layer());
      case INPUT_WEIGHT, DENSE_WEIGHT ->
          block.layer() == 0
              ? IntStream.range(0, block.rows()).toArray()
              : repeated(layout, kept, block.layer() - 1, block.rows());
      case BIAS, EMBEDDING -> IntStream.range(0, block.rows()).toArray();
    };
  }

  private static int[] columns(ParameterLayout layout, List<int[]> kept, ParameterBlock block) {
    return switch (block.role()) {
      case PEEPHOLE -> IntStream.range(0, block.columns()).toArray();
      default -> repeated(layout, kept, block.layer(), block.columns());
    };
  }

  /** The units of a layer that stay, once in each of its gates or directions. */
  private static int[] repeated(ParameterLayout layout, List<int[]> kept, int layer, int length) {
    int units = layout.layers().get(layer).units();
    return IntStream.range(0, length / units)
        .flatMap(copy -> Arrays.stream(kept.get(layer)).map(unit -> copy * units + unit))
        .toArray();
  }

  private static NetworkStructure shrink(
      NetworkStructure structure, ParameterLayout layout, List<int[]> kept) {
    Map<String, Integer> inputs = new TreeMap<>();
    Map<String, Integer> units = new TreeMap<>();
    int width = layout.layers().get(0).inputs();
    for (int layer = 0; layer < kept.size(); layer++) {
      LayerShape shape = layout.layers().get(layer);
      inputs.put(shape.name(), width);
      units.put(shape.name(), kept.get(layer).length);
      width = kept.get(layer).length * shape.directions();
    }
    NetworkStructure small =
        Configurations.edit(
            structure,
            (name, layer) -> {
              if (units.containsKey(name)) {
                for (BaseLayer inner : Configurations.inside(layer)) {
                  ((FeedForwardLayer) inner).setNIn(inputs.get(name));
                  ((FeedForwardLayer) inner).setNOut(units.get(name));
                }
              }
            });
    return structure.origin() == Origin.COMPUTATION_GRAPH ? shrinkEnds(small, units) : small;
  }

  private static NetworkStructure shrinkEnds(NetworkStructure small, Map<String, Integer> units) {
    return Configurations.editGraph(
        small,
        graph -> {
          for (BothEnds ends : BothEnds.all(graph)) {
            int half = units.get(ends.source());
            graph.getVertices().put(ends.forward(), new SubsetVertex(0, half - 1));
            graph.getVertices().put(ends.backward(), new SubsetVertex(half, 2 * half - 1));
          }
          return graph;
        });
  }
}
