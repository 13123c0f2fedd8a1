package io.espalier.model;

import java.util.ArrayList;
import java.util.List;

/** Layouts of small networks for tests. */
public final class ExampleLayouts {
  private ExampleLayouts() {}

  /** lstm-0 (bidirectional or not), lstm-1, dense-2 and the output layer. */
  public static ParameterLayout stack(int inputs, int first, int directions, int second) {
    List<LayerShape> layers = new ArrayList<>();
    List<ParameterBlock> blocks = new ArrayList<>();
    layers.add(new LayerShape("lstm-0", LayerKind.LSTM, inputs, first, directions));
    for (int direction = 0; direction < directions; direction++) {
      String prefix = directions == 1 ? "lstm-0." : direction == 0 ? "lstm-0.f" : "lstm-0.b";
      lstm(blocks, prefix, 0, inputs, first);
    }
    int width = first * directions;
    layers.add(new LayerShape("lstm-1", LayerKind.LSTM, width, second, 1));
    lstm(blocks, "lstm-1.", 1, width, second);
    layers.add(new LayerShape("dense-2", LayerKind.DENSE, second, 4, 1));
    add(blocks, "dense-2.W", 2, Role.DENSE_WEIGHT, second, 4);
    add(blocks, "dense-2.b", 2, Role.BIAS, 1, 4);
    layers.add(new LayerShape("output", LayerKind.OUTPUT, 4, 3, 1));
    add(blocks, "output.W", 3, Role.DENSE_WEIGHT, 4, 3);
    add(blocks, "output.b", 3, Role.BIAS, 1, 3);
    return ParameterLayout.chain(layers, blocks);
  }

  private static void lstm(
      List<ParameterBlock> blocks, String prefix, int layer, int inputs, int units) {
    add(blocks, prefix + "W", layer, Role.INPUT_WEIGHT, inputs, 4 * units);
    add(blocks, prefix + "RW", layer, Role.RECURRENT_WEIGHT, units, 4 * units);
    add(blocks, prefix + "b", layer, Role.BIAS, 1, 4 * units);
  }

  private static void add(
      List<ParameterBlock> blocks, String name, int layer, Role role, int rows, int columns) {
    int offset = blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).end();
    blocks.add(new ParameterBlock(name, layer, role, rows, columns, offset));
  }
}
