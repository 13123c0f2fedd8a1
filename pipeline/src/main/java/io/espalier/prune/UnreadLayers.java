package io.espalier.prune;

import io.espalier.model.LayerShape;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Layers whose outputs reach nothing: every weight by which another layer reads them is 0, or that
 * layer is one of them itself.
 */
public final class UnreadLayers {
  private UnreadLayers() {}

  /** Names of the layers that are not the network's output, from input to output. */
  public static List<String> of(ParameterLayout layout, float[] parameters) {
    List<Integer> unread = new ArrayList<>();
    for (int layer = layout.layers().size() - 1; layer >= 0; layer--) {
      int own = layer;
      List<ParameterLayout.Reader> readers = layout.readersOf(layer);
      if (!readers.isEmpty()
          && readers.stream()
              .noneMatch(
                  reader ->
                      !unread.contains(reader.layer())
                          && isRead(layout, layout.layers().get(own), reader, parameters))) {
        unread.add(layer);
      }
    }
    Collections.reverse(unread);
    return unread.stream().map(layer -> layout.layers().get(layer).name()).toList();
  }

  private static boolean isRead(
      ParameterLayout layout, LayerShape layer, ParameterLayout.Reader reader, float[] parameters) {
    for (ParameterBlock block : layout.blocksOf(reader.layer())) {
      boolean reads = block.role() == Role.INPUT_WEIGHT || block.role() == Role.DENSE_WEIGHT;
      for (int column = 0; reads && column < block.columns(); column++) {
        int first = block.index(reader.row(), column);
        for (int i = first; i < first + layer.outputs(); i++) {
          if (parameters[i] != 0) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
