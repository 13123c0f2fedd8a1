package io.espalier.network;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dropout layer that passes the mask on and does not use it. Deeplearning4j's own multiplies
 * sequences by it as if they were vectors, and fails. What padding holds is masked where it would
 * count. It exists in memory only and is never written to a file.
 */
final class UnmaskedDropout extends DropoutLayer {
  UnmaskedDropout(DropoutLayer stock) {
    super(stock.getIDropout());
    setLayerName(stock.getLayerName());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    Unmasked layer = new Unmasked(configuration, type);
    layer.setIndex(index);
    layer.setParamTable(Map.of());
    return layer;
  }

  private static final class Unmasked extends org.deeplearning4j.nn.layers.DropoutLayer {
    Unmasked(NeuralNetConfiguration configuration, DataType type) {
      super(configuration, type);
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
        INDArray mask, MaskState state, int minibatch) {
      return new Pair<>(mask, state);
    }
  }
}
