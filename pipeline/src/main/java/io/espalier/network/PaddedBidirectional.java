package io.espalier.network;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A bidirectional layer whose backward direction starts at the last valid step of each sequence.
 * Deeplearning4j 1.0.0-M2.1 starts it in the padding and never masks an LSTM's state, so that its
 * outputs depend on how far a sequence was padded. Parameters, and outputs of sequences without
 * padding, are the same. It exists in memory only and is never written to a file.
 */
final class PaddedBidirectional extends Bidirectional {
  PaddedBidirectional(Bidirectional stock) {
    super(stock.getMode(), stock.getFwd());
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
    INDArray flat = parameters.reshape(parameters.length());
    long half = flat.length() / 2;
    Layer forward =
        direction(getFwd(), configuration)
            .instantiate(
                listeners, index, flat.get(NDArrayIndex.interval(0, half)), initialise, type);
    Layer backward =
        direction(getBwd(), configuration)
            .instantiate(
                listeners,
                index,
                flat.get(NDArrayIndex.interval(half, 2 * half)),
                initialise,
                type);
    PaddedBidirectionalLayer layer =
        new PaddedBidirectionalLayer(configuration, forward, backward, parameters);
    Map<String, INDArray> table = initializer().init(configuration, parameters, initialise);
    layer.setParamTable(table);
    return layer;
  }

  private static Direction direction(
      org.deeplearning4j.nn.conf.layers.Layer cell, NeuralNetConfiguration both) {
    NeuralNetConfiguration configuration = both.clone();
    configuration.setLayer(cell);
    return new Direction(cell, configuration);
  }

  /** One direction's cell with a configuration of its own. */
  private record Direction(
      org.deeplearning4j.nn.conf.layers.Layer cell, NeuralNetConfiguration configuration) {
    Layer instantiate(
        Collection<TrainingListener> listeners,
        int index,
        INDArray parameters,
        boolean initialise,
        DataType type) {
      return cell.instantiate(configuration, listeners, index, parameters, initialise, type);
    }
  }
}
