package io.espalier.engine;

import io.espalier.kernel.StockActivations;
import io.espalier.model.Activation;
import io.espalier.model.Layer.Activate;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.GravesLstm;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.OutputLoss;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Layer.SimpleRnn;
import io.espalier.model.Loss;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Layers as stock Deeplearning4j has them. */
final class StockLayers {
  private StockLayers() {}

  /** Adds a pooling. */
  static void pool(GraphBuilder builder, String name, Pool pool, String from) {
    PoolingType type =
        switch (pool.reduction()) {
          case MEAN -> PoolingType.AVG;
          case MAX -> PoolingType.MAX;
          case SUM -> PoolingType.SUM;
          case NORM -> PoolingType.PNORM;
          default -> PoolingType.AVG;
        };
    if (pool.reduction() == Reduction.LAST) {
      builder.addVertex(name, new LastTimeStepVertex("input"), from);
    } else {
      builder.addLayer(
          name, new GlobalPoolingLayer.Builder(type).pnorm(pool.exponent()).build(), from);
    }
  }

  /** A layer by ours. */
  static Layer of(io.espalier.model.Layer layer, boolean timed) {
    if (layer instanceof Bidirectional both) {
      org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional stock =
          new org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional(cell(both.forward()));
      stock.setBwd(cell(both.backward()));
      return stock;
    }
    if (layer instanceof Recurrent cell) {
      return cell(cell);
    }
    if (layer instanceof Embedding embedding) {
      return new EmbeddingSequenceLayer.Builder()
          .nIn(embedding.inputs())
          .nOut(embedding.units())
          .hasBias(embedding.bias() == Bias.PRESENT)
          .activation(stock(embedding.activation()))
          .inferInputLength(true)
          .build();
    }
    if (layer instanceof Activate activate) {
      return new ActivationLayer(stock(activate.activation()));
    }
    if (layer instanceof OutputLoss end) {
      return timed
          ? new RnnLossLayer.Builder(stock(end.loss()))
              .activation(stock(end.activation()))
              .dataFormat(RNNFormat.NCW)
              .build()
          : new LossLayer.Builder(stock(end.loss())).activation(stock(end.activation())).build();
    }
    return layer instanceof Output output ? output(output, timed) : dense((Dense) layer);
  }

  private static Layer cell(Recurrent cell) {
    IActivation activation = stock(cell.activation());
    if (cell instanceof SimpleRnn) {
      return new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder()
          .nIn(cell.inputs())
          .nOut(cell.units())
          .activation(activation)
          .dataFormat(RNNFormat.NCW)
          .build();
    }
    if (cell instanceof GravesLstm graves) {
      return new GravesLSTM.Builder()
          .nIn(cell.inputs())
          .nOut(cell.units())
          .activation(activation)
          .gateActivationFunction(stock(graves.gates()))
          .dataFormat(RNNFormat.NCW)
          .build();
    }
    return new LSTM.Builder()
        .nIn(cell.inputs())
        .nOut(cell.units())
        .activation(activation)
        .gateActivationFunction(stock(((Lstm) cell).gates()))
        .dataFormat(RNNFormat.NCW)
        .build();
  }

  private static Layer dense(Dense dense) {
    return new DenseLayer.Builder()
        .nIn(dense.inputs())
        .nOut(dense.units())
        .hasBias(dense.bias() == Bias.PRESENT)
        .activation(stock(dense.activation()))
        .build();
  }

  private static Layer output(Output output, boolean timed) {
    Dense dense = output.dense();
    boolean bias = dense.bias() == Bias.PRESENT;
    return timed
        ? new RnnOutputLayer.Builder(stock(output.loss()))
            .nIn(dense.inputs())
            .nOut(dense.units())
            .hasBias(bias)
            .activation(stock(dense.activation()))
            .dataFormat(RNNFormat.NCW)
            .build()
        : new OutputLayer.Builder(stock(output.loss()))
            .nIn(dense.inputs())
            .nOut(dense.units())
            .hasBias(bias)
            .activation(stock(dense.activation()))
            .build();
  }

  private static IActivation stock(Activation activation) {
    return StockActivations.all().get(activation);
  }

  private static ILossFunction stock(Loss loss) {
    return loss.kind() == Loss.Kind.CROSS_ENTROPY ? new LossMCXENT() : new LossMSE();
  }
}
