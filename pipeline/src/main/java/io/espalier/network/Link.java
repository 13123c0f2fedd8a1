package io.espalier.network;

import io.espalier.model.LayerKind;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;

/**
 * One layer of a chain.
 *
 * @param name of its vertex
 * @param layer its configuration as it stands in the network, wrappers included
 * @param timed whether its output has a vector for each time step
 */
record Link(String name, Layer layer, boolean timed) {
  private static final Map<Class<?>, LayerKind> KINDS =
      Map.of(
          LSTM.class, LayerKind.LSTM,
          GravesLSTM.class, LayerKind.GRAVES_LSTM,
          SimpleRnn.class, LayerKind.SIMPLE_RNN,
          EmbeddingLayer.class, LayerKind.EMBEDDING,
          EmbeddingSequenceLayer.class, LayerKind.EMBEDDING,
          DenseLayer.class, LayerKind.DENSE,
          OutputLayer.class, LayerKind.OUTPUT,
          RnnOutputLayer.class, LayerKind.OUTPUT);

  /** What the layer's parameters do; empty for a layer without parameters. */
  Optional<LayerKind> kind() {
    return Optional.ofNullable(KINDS.get(core().getClass()));
  }

  /** The layer without its wrappers; of a bidirectional layer, the forward direction. */
  Layer core() {
    return core(layer);
  }

  private static Layer core(Layer layer) {
    if (layer instanceof Bidirectional both) {
      return core(both.getFwd());
    }
    return layer instanceof LastTimeStep last ? core(last.getUnderlying()) : layer;
  }

  boolean isBidirectional() {
    return layer instanceof Bidirectional
        || (layer instanceof LastTimeStep last && last.getUnderlying() instanceof Bidirectional);
  }

  int directions() {
    return isBidirectional() ? 2 : 1;
  }

  /** Whether it turns a sequence of vectors into one. */
  boolean pools() {
    return layer instanceof LastTimeStep || layer instanceof GlobalPoolingLayer;
  }

  int inputs() {
    return Math.toIntExact(((FeedForwardLayer) core()).getNIn());
  }

  int units() {
    return Math.toIntExact(((FeedForwardLayer) core()).getNOut());
  }
}
