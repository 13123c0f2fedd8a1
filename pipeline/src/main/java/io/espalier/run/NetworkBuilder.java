package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.StableHash;
import io.espalier.model.Activation;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.GravesLstm;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Layer.SimpleRnn;
import io.espalier.model.Layer.Weighted;
import io.espalier.model.LayerSpec;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.plan.NetworkPlan;
import io.espalier.plan.Plan;
import io.espalier.store.Digests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns the layers of a plan into a network. Pooling stands behind the last recurrent layer; dense
 * layers before it work at every time step, dense layers behind it once a sequence. The output
 * layer follows from the task. Layers are named {@code <kind>-<number among its kind>}.
 */
public final class NetworkBuilder {
  private static final String INPUT = "input";

  /** A checkpoint, which has them twice at least, is one array of bytes. */
  private static final long MOST_PARAMETERS = Integer.MAX_VALUE / (2 * Float.BYTES);

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Double> forgetBiases = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private String previous = INPUT;
  private int width;
  private long parameters;
  private Noise noise = Noise.NONE;

  /** What an experiment starts from whose plan names no file. */
  static Start start(Plan plan, DatasetInfo dataset) {
    long seed = StableHash.of(plan.run().seed(), "initial weights");
    return Start.of(
        network(plan.network(), dataset),
        () -> parameters(plan.network(), dataset, seed),
        Digests.sha256(StageKey.of("start", plan.network(), seed).text()));
  }

  private NetworkBuilder(NetworkPlan plan, DatasetInfo data) {
    List<String> problems = StackRules.problems(plan, data);
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    width = data.input().width();
    List<LayerSpec> layers = plan.layers();
    int lastRecurrent = StackRules.lastRecurrent(layers);
    for (int i = 0; i < layers.size(); i++) {
      add(layers.get(i));
      if (i == lastRecurrent && !data.task().truth().isTimed()) {
        pool(plan, (LayerSpec.Recurrent) layers.get(i));
      }
    }
    output(data);
    if (parameters > MOST_PARAMETERS) {
      throw new InputException(
          "network.layers make a network of %,d parameters with this data, and %,d is the most"
                  .formatted(parameters, MOST_PARAMETERS)
              + " that a training can hold: take fewer units, or a smaller data.vocabulary");
    }
  }

  /**
   * The network of a plan, without numbers.
   *
   * @throws InputException with every reason why the layers make no network for this data
   */
  public static Network network(NetworkPlan plan, DatasetInfo data) {
    return new NetworkBuilder(plan, data).network();
  }

  /**
   * Fresh parameters of the network of a plan; the same arguments give the same bits.
   *
   * @throws InputException with every reason why the layers make no network for this data
   */
  public static float[] parameters(NetworkPlan plan, DatasetInfo data, long seed) {
    NetworkBuilder builder = new NetworkBuilder(plan, data);
    return FreshWeights.of(builder.network(), builder.forgetBiases, seed);
  }

  private Network network() {
    return new Network(nodes, List.of(INPUT), previous);
  }

  private void add(LayerSpec spec) {
    if (spec instanceof LayerSpec.Recurrent recurrent) {
      String name = name(recurrent.cell().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      Recurrent cell = cell(recurrent);
      add(name, recurrent.bidirectional() ? new Bidirectional(cell, cell, Noise.NONE) : cell);
      forgetBiases.put(name, recurrent.forgetBias());
    } else if (spec instanceof LayerSpec.Embedding embedding) {
      add(
          name("embedding"),
          new Embedding(width, embedding.units(), Bias.ABSENT, Activation.IDENTITY, noise()));
    } else if (spec instanceof LayerSpec.Dense dense) {
      add(name("dense"), dense(dense.units(), Activation.RELU));
    } else if (spec instanceof LayerSpec.Dropout dropout) {
      noise = Noise.dropout(1 - dropout.rate());
    }
  }

  private Recurrent cell(LayerSpec.Recurrent spec) {
    int units = spec.units();
    return switch (spec.cell()) {
      case LSTM -> new Lstm(width, units, Activation.TANH, Activation.SIGMOID, noise());
      case GRAVES_LSTM ->
          new GravesLstm(width, units, Activation.TANH, Activation.SIGMOID, noise());
      case SIMPLE_RNN -> new SimpleRnn(width, units, Activation.TANH, noise());
    };
  }

  private void pool(NetworkPlan plan, LayerSpec.Recurrent last) {
    switch (plan.pooling()) {
      case MEAN -> add("pooling", Pool.of(Reduction.MEAN));
      case MAX -> add("pooling", Pool.of(Reduction.MAX));
      case LAST ->
          add("last", Pool.of(last.bidirectional() ? Reduction.BOTH_ENDS : Reduction.LAST));
    }
  }

  private void output(DatasetInfo data) {
    boolean categorical = data.task().truth().isCategorical();
    Dense dense = dense(data.outputWidth(), categorical ? Activation.SOFTMAX : Activation.IDENTITY);
    add("output", new Output(dense, categorical ? Loss.CROSS_ENTROPY : Loss.SQUARED_ERROR));
  }

  private Dense dense(int units, Activation activation) {
    return new Dense(width, units, Bias.PRESENT, activation, noise());
  }

  private void add(String name, Layer layer) {
    nodes.add(Node.of(name, previous, layer));
    if (layer instanceof Weighted weighted) {
      parameters +=
          weighted.matrices().stream().mapToLong(m -> (long) m.rows() * m.columns()).sum();
    }
    previous = name;
    width = layer.outputs(width);
  }

  /** The noise that was asked for before this layer. */
  private Noise noise() {
    Noise asked = noise;
    noise = Noise.NONE;
    return asked;
  }

  private String name(String kind) {
    return kind + "-" + (counts.merge(kind, 1, Integer::sum) - 1);
  }
}
