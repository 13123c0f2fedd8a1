package io.espalier.network;

import io.espalier.model.NetworkStructure;
import io.espalier.model.NetworkStructure.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** Deeplearning4j's configuration objects behind a {@link NetworkStructure}. */
final class Configurations {
  private Configurations() {}

  /**
   * The structure as a graph, freshly parsed. A stack of layers becomes a graph of one chain with
   * the same layers in the same order, hence the same flat vectors.
   */
  static ComputationGraphConfiguration graph(NetworkStructure structure) {
    return structure.origin() == Origin.COMPUTATION_GRAPH
        ? ComputationGraphConfiguration.fromJson(structure.json())
        : graph(stack(structure));
  }

  /** The configuration of a structure that came as a stack of layers. */
  static MultiLayerConfiguration stack(NetworkStructure structure) {
    return MultiLayerConfiguration.fromJson(structure.json());
  }

  private static ComputationGraphConfiguration graph(MultiLayerConfiguration stack) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder().dataType(stack.getDataType()).graphBuilder();
    builder.addInputs("input");
    String previous = "input";
    List<String> names = names(stack);
    for (int i = 0; i < names.size(); i++) {
      Layer layer = stack.getConf(i).getLayer();
      builder.addLayer(names.get(i), layer, stack.getInputPreProcess(i), previous);
      previous = names.get(i);
    }
    builder.setOutputs(previous);
    builder.backpropType(BackpropType.Standard);
    return builder.build();
  }

  /** Names of a stack's layers: their own where given and unique, else {@code layer-<index>}. */
  static List<String> names(MultiLayerConfiguration stack) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < stack.getConfs().size(); i++) {
      String own = stack.getConf(i).getLayer().getLayerName();
      boolean usable = own != null && !own.isBlank() && !own.equals("input");
      names.add(usable && !names.contains(own) ? own : "layer-" + i);
    }
    return names;
  }

  static NetworkStructure structure(ComputationGraphConfiguration graph) {
    return new NetworkStructure(Origin.COMPUTATION_GRAPH, graph.toJson());
  }

  static NetworkStructure structure(MultiLayerConfiguration stack) {
    return new NetworkStructure(Origin.MULTI_LAYER_NETWORK, stack.toJson());
  }

  /** The same structure with every layer configuration, by name, changed in place. */
  static NetworkStructure edit(NetworkStructure structure, LayerEdit edit) {
    if (structure.origin() == Origin.MULTI_LAYER_NETWORK) {
      MultiLayerConfiguration stack = stack(structure);
      List<String> names = names(stack);
      for (int i = 0; i < names.size(); i++) {
        edit.apply(names.get(i), stack.getConf(i).getLayer());
      }
      return structure(stack);
    }
    return editGraph(
        structure,
        graph -> {
          graph
              .getVertices()
              .forEach(
                  (name, vertex) -> {
                    if (vertex instanceof LayerVertex layerVertex) {
                      edit.apply(name, layerVertex.getLayerConf().getLayer());
                    }
                  });
          return graph;
        });
  }

  /** The same structure after a change of a graph's configuration. */
  static NetworkStructure editGraph(
      NetworkStructure structure, UnaryOperator<ComputationGraphConfiguration> edit) {
    return structure(edit.apply(graph(structure)));
  }

  /** The configurations of a graph's layers, each with its minibatch flag and defaults. */
  static List<NeuralNetConfiguration> layerConfigurations(ComputationGraphConfiguration graph) {
    List<NeuralNetConfiguration> configurations = new ArrayList<>();
    for (GraphVertex vertex : graph.getVertices().values()) {
      if (vertex instanceof LayerVertex layerVertex) {
        configurations.add(layerVertex.getLayerConf());
      }
    }
    return configurations;
  }

  /** The layers with parameters of their own inside a layer: itself, or what it wraps. */
  static List<BaseLayer> inside(Layer layer) {
    if (layer instanceof Bidirectional both) {
      List<BaseLayer> inside = new ArrayList<>(inside(both.getFwd()));
      inside.addAll(inside(both.getBwd()));
      return inside;
    }
    if (layer instanceof BaseWrapperLayer wrapper) {
      return inside(wrapper.getUnderlying());
    }
    return layer instanceof BaseLayer base ? List.of(base) : List.of();
  }

  /** A change of one layer's configuration. */
  @FunctionalInterface
  interface LayerEdit {
    void apply(String name, Layer layer);
  }
}
