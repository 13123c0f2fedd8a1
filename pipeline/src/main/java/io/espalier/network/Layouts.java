package io.espalier.network;

import io.espalier.model.InputException;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerShape;
import io.espalier.model.NetworkStructure;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Where the parameters of a network stand in Deeplearning4j's flat vector. */
public final class Layouts {
  private final List<ParameterBlock> blocks = new ArrayList<>();
  private int offset;

  private Layouts() {}

  /**
   * The layers and blocks of a structure, in flat order.
   *
   * @throws InputException if the network is not a chain of supported layers
   */
  public static ParameterLayout of(NetworkStructure structure) {
    return of(Chain.of(structure));
  }

  static ParameterLayout of(Chain chain) {
    List<Link> links = chain.parameterised();
    Layouts layouts = new Layouts();
    List<LayerShape> shapes = new ArrayList<>();
    for (int layer = 0; layer < links.size(); layer++) {
      Link link = links.get(layer);
      LayerKind kind = layer == links.size() - 1 ? LayerKind.OUTPUT : link.kind().orElseThrow();
      shapes.add(new LayerShape(link.name(), kind, link.inputs(), link.units(), link.directions()));
      if (link.isBidirectional()) {
        layouts.blocks(layer, link, link.name() + ".f");
        layouts.blocks(layer, link, link.name() + ".b");
      } else {
        layouts.blocks(layer, link, link.name() + ".");
      }
    }
    return ParameterLayout.chain(shapes, layouts.blocks);
  }

  private void blocks(int layer, Link link, String prefix) {
    int inputs = link.inputs();
    int units = link.units();
    switch (link.kind().orElseThrow()) {
      case LSTM -> recurrent(layer, prefix, inputs, units, 4);
      case GRAVES_LSTM -> {
        add(prefix + "W", layer, Role.INPUT_WEIGHT, inputs, 4 * units);
        add(prefix + "RW", layer, Role.RECURRENT_WEIGHT, units, 4 * units);
        add(prefix + "P", layer, Role.PEEPHOLE, units, 3);
        add(prefix + "b", layer, Role.BIAS, 1, 4 * units);
      }
      case SIMPLE_RNN -> recurrent(layer, prefix, inputs, units, 1);
      case EMBEDDING -> {
        add(prefix + "W", layer, Role.EMBEDDING, inputs, units);
        bias(layer, prefix, link.core(), units);
      }
      case DENSE, OUTPUT -> {
        add(prefix + "W", layer, Role.DENSE_WEIGHT, inputs, units);
        bias(layer, prefix, link.core(), units);
      }
    }
  }

  private void recurrent(int layer, String prefix, int inputs, int units, int gates) {
    add(prefix + "W", layer, Role.INPUT_WEIGHT, inputs, gates * units);
    add(prefix + "RW", layer, Role.RECURRENT_WEIGHT, units, gates * units);
    add(prefix + "b", layer, Role.BIAS, 1, gates * units);
  }

  private void bias(int layer, String prefix, Layer core, int units) {
    if (hasBias(core)) {
      add(prefix + "b", layer, Role.BIAS, 1, units);
    }
  }

  private static boolean hasBias(Layer core) {
    if (core instanceof DenseLayer dense) {
      return dense.hasBias();
    }
    if (core instanceof EmbeddingLayer embedding) {
      return embedding.hasBias();
    }
    if (core instanceof EmbeddingSequenceLayer embedding) {
      return embedding.hasBias();
    }
    return ((BaseOutputLayer) core).hasBias();
  }

  private void add(String name, int layer, Role role, int rows, int columns) {
    ParameterBlock block = new ParameterBlock(name, layer, role, rows, columns, offset);
    blocks.add(block);
    offset = block.end();
  }
}
