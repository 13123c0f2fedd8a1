package io.espalier.network;

import io.espalier.data.DatasetInfo;
import io.espalier.model.InputException;
import io.espalier.model.LayerSpec;
import io.espalier.model.Names;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.Pooling;
import io.espalier.plan.NetworkPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Turns the layers of a plan into a network. Pooling stands behind the last recurrent layer; dense
 * layers before it work at every time step, dense layers behind it once a sequence. The output
 * layer follows from the task. Layers are named {@code <kind>-<number among its kind>}.
 */
public final class NetworkBuilder {
  private static final String INPUT = "input";

  private final NetworkPlan plan;
  private final DatasetInfo data;
  private final GraphBuilder graph;
  private final Map<String, Integer> counts = new HashMap<>();
  private String previous = INPUT;
  private int width;
  private double retained = 1;
  private boolean timed = true;
  private boolean flat;

  private NetworkBuilder(NetworkPlan plan, DatasetInfo data, long seed) {
    this.plan = plan;
    this.data = data;
    this.width = data.input().width();
    this.graph =
        new NeuralNetConfiguration.Builder()
            .seed(LiveGraph.usable(seed))
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.XAVIER)
            .graphBuilder()
            .addInputs(INPUT);
  }

  /**
   * A network with fresh weights; the same arguments give the same bits.
   *
   * @throws InputException with every reason why the layers make no network for this data
   */
  public static NetworkState build(NetworkPlan plan, DatasetInfo data, long seed) {
    List<String> problems = StackRules.problems(plan, data);
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    NetworkBuilder builder = new NetworkBuilder(plan, data, seed);
    NetworkStructure structure = builder.structure();
    return Training.fresh(structure, LiveGraph.freshParameters(structure));
  }

  private NetworkStructure structure() {
    List<LayerSpec> layers = plan.layers();
    int lastRecurrent = StackRules.lastRecurrent(layers);
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      if (layer instanceof LayerSpec.Recurrent recurrent) {
        recurrent(recurrent);
        if (i == lastRecurrent && !data.task().truth().isTimed()) {
          pool(recurrent);
        }
      } else if (layer instanceof LayerSpec.Embedding embedding) {
        embedding(embedding);
      } else if (layer instanceof LayerSpec.Dense dense) {
        add("dense", new DenseLayer.Builder().activation(Activation.RELU), dense.units());
      } else if (layer instanceof LayerSpec.Dropout dropout) {
        retained = 1 - dropout.rate();
      }
    }
    output();
    return Configurations.structure(graph.setOutputs(previous).build());
  }

  private void embedding(LayerSpec.Embedding embedding) {
    String name = name("embedding");
    EmbeddingSequenceLayer layer =
        new EmbeddingSequenceLayer.Builder()
            .nIn(width)
            .nOut(embedding.units())
            .inferInputLength(true)
            .build();
    graph.addLayer(name, layer, previous);
    previous = name;
    width = embedding.units();
  }

  private void recurrent(LayerSpec.Recurrent spec) {
    FeedForwardLayer.Builder<?> builder =
        switch (spec.cell()) {
          case LSTM -> new LSTM.Builder().forgetGateBiasInit(spec.forgetBias());
          case GRAVES_LSTM -> new GravesLSTM.Builder().forgetGateBiasInit(spec.forgetBias());
          case SIMPLE_RNN -> new SimpleRnn.Builder();
        };
    Layer cell = sized(builder.activation(Activation.TANH), spec.units());
    Layer layer = spec.bidirectional() ? new Bidirectional(Bidirectional.Mode.CONCAT, cell) : cell;
    String name = name(Names.of(spec.cell()));
    if (flat) {
      graph.addLayer(name, layer, new FeedForwardToRnnPreProcessor(RNNFormat.NCW), previous);
    } else {
      graph.addLayer(name, layer, previous);
    }
    flat = false;
    previous = name;
    width = spec.bidirectional() ? 2 * spec.units() : spec.units();
  }

  private void pool(LayerSpec.Recurrent last) {
    if (plan.pooling() != Pooling.LAST) {
      PoolingType type = plan.pooling() == Pooling.MEAN ? PoolingType.AVG : PoolingType.MAX;
      graph.addLayer("pooling", new GlobalPoolingLayer.Builder(type).build(), previous);
      previous = "pooling";
    } else if (last.bidirectional()) {
      previous = BothEnds.add(graph, INPUT, previous, last.units());
    } else {
      graph.addVertex("last", new LastTimeStepVertex(INPUT), previous);
      previous = "last";
    }
    timed = false;
  }

  private void output() {
    boolean categorical = data.task().truth().isCategorical();
    Activation activation = categorical ? Activation.SOFTMAX : Activation.IDENTITY;
    LossFunction loss = categorical ? LossFunction.MCXENT : LossFunction.MSE;
    FeedForwardLayer.Builder<?> builder =
        timed
            ? new RnnOutputLayer.Builder(loss).dataFormat(RNNFormat.NCW)
            : new OutputLayer.Builder(loss);
    Layer layer = sized(builder.activation(activation), data.outputWidth());
    if (flat) {
      graph.addLayer("output", layer, new FeedForwardToRnnPreProcessor(RNNFormat.NCW), previous);
    } else {
      graph.addLayer("output", layer, previous);
    }
    previous = "output";
  }

  private void add(String kind, FeedForwardLayer.Builder<?> builder, int units) {
    String name = name(kind);
    Layer layer = sized(builder, units);
    if (timed && !flat) {
      InputPreProcessor rows = new RnnToFeedForwardPreProcessor(RNNFormat.NCW);
      graph.addLayer(name, layer, rows, previous);
      flat = true;
    } else {
      graph.addLayer(name, layer, previous);
    }
    previous = name;
    width = units;
  }

  /** The layer with its widths and the dropout that was asked for before it. */
  private Layer sized(FeedForwardLayer.Builder<?> builder, int units) {
    builder.nIn(width);
    builder.nOut(units);
    if (retained < 1) {
      builder.dropOut(retained);
      retained = 1;
    }
    return builder.build();
  }

  private String name(String kind) {
    return kind + "-" + (counts.merge(kind, 1, Integer::sum) - 1);
  }
}
