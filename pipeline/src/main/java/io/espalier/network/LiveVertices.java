package io.espalier.network;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;

/**
 * Puts Espalier's vertices in the place of Deeplearning4j's where those are slow, or wrong for
 * padded sequences. Layers keep their names, parameters and order.
 */
final class LiveVertices {
  private final ComputationGraphConfiguration graph;
  private final Map<String, GraphVertex> vertices;
  private final Map<String, List<String>> inputs;

  private LiveVertices(ComputationGraphConfiguration graph) {
    this.graph = graph;
    this.vertices = graph.getVertices();
    this.inputs = graph.getVertexInputs();
  }

  /** Changes a graph's configuration in place. */
  static void putInto(ComputationGraphConfiguration graph) {
    LiveVertices live = new LiveVertices(graph);
    BothEnds.all(graph).forEach(live::replace);
    for (String name : List.copyOf(graph.getVertices().keySet())) {
      GraphVertex vertex = graph.getVertices().get(name);
      if (vertex instanceof LastTimeStepVertex) {
        graph.getVertices().put(name, new LastStep(LastStep.Reading.FORWARD));
      } else if (vertex instanceof LayerVertex layerVertex) {
        live.replace(name, layerVertex.getLayerConf());
      }
    }
  }

  private void replace(BothEnds ends) {
    for (String name : ends.inner(graph)) {
      vertices.remove(name);
      inputs.remove(name);
    }
    vertices.put(ends.merge(), new LastStep(LastStep.Reading.BOTH));
    inputs.put(ends.merge(), List.of(ends.source()));
  }

  private void replace(String name, NeuralNetConfiguration configuration) {
    Layer layer = configuration.getLayer();
    if (layer instanceof LastTimeStep last) {
      layer = last.getUnderlying();
      String end = name + "-last";
      while (vertices.containsKey(end)) {
        end = end + "-";
      }
      String behind = end;
      inputs.replaceAll((consumer, from) -> from.equals(List.of(name)) ? List.of(behind) : from);
      vertices.put(behind, new LastStep(LastStep.Reading.FORWARD));
      inputs.put(behind, List.of(name));
    }
    configuration.setLayer(inMemory(layer));
  }

  private static Layer inMemory(Layer layer) {
    if (layer instanceof Bidirectional both) {
      return new PaddedBidirectional(both);
    }
    return layer instanceof DropoutLayer dropout ? new UnmaskedDropout(dropout) : layer;
  }
}
