package io.espalier.network;

import io.espalier.model.NetworkStructure;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Builds the graph in memory that a structure describes. */
final class LiveGraph {
  private static final long ZERO_SEED = 0x9E3779B97F4A7C15L;

  private LiveGraph() {}

  /**
   * A graph ready to train, its parameters at 0. Sequences are back-propagated through whole, also
   * where the network was saved with truncated back-propagation, and may have any length.
   */
  static ComputationGraph open(NetworkStructure structure) {
    return open(configuration(structure));
  }

  static ComputationGraph open(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    long length =
        configuration.getVertices().values().stream().mapToLong(v -> v.numParams(true)).sum();
    graph.init(Nd4j.create(DataType.FLOAT, 1, length), false);
    graph.initGradientsView();
    return graph;
  }

  /** What {@link #open} runs. */
  static ComputationGraphConfiguration configuration(NetworkStructure structure) {
    ComputationGraphConfiguration configuration = Configurations.graph(structure);
    configuration.setBackpropType(BackpropType.Standard);
    configuration.setTrainingWorkspaceMode(WorkspaceMode.ENABLED);
    configuration.setInferenceWorkspaceMode(WorkspaceMode.ENABLED);
    configuration.setTopologicalOrder(null);
    configuration.setTopologicalOrderStr(null);
    configuration.setIterationCount(0);
    configuration.setEpochCount(0);
    for (NeuralNetConfiguration layer : Configurations.layerConfigurations(configuration)) {
      layer.setMiniBatch(true);
      if (layer.getLayer() instanceof EmbeddingSequenceLayer embedding) {
        embedding.setInferInputLength(true);
      }
    }
    LiveVertices.putInto(configuration);
    return configuration;
  }

  /** Weights drawn by each layer's own initialisation from the seed in the structure. */
  static float[] freshParameters(NetworkStructure structure) {
    ComputationGraph graph = new ComputationGraph(configuration(structure));
    graph.init();
    float[] parameters = graph.params().toFloatVector();
    graph.close();
    return parameters;
  }

  /** Numbers the network's updaters keep between steps. */
  static int optimiserLength(NetworkStructure structure) {
    try (LiveNetwork live = LiveNetwork.open(structure)) {
      return live.optimiser().length;
    }
  }

  /** Starts this thread's random numbers, those of dropout. */
  static void seed(long seed) {
    Nd4j.getRandom().setSeed(usable(seed));
  }

  /** A seed that ND4J takes as it is: 0 would mean the time of day. */
  static long usable(long seed) {
    return seed == 0 ? ZERO_SEED : seed;
  }

  /** The graph's parameters as a flat view. */
  static INDArray parameters(ComputationGraph graph) {
    return flat(graph.params());
  }

  /** The graph's gradients as a flat view. */
  static INDArray gradients(ComputationGraph graph) {
    return flat(graph.getGradientsViewArray());
  }

  /** The state of the graph's updaters as a flat view; of length 0 where they keep none. */
  static INDArray optimiser(ComputationGraph graph) {
    INDArray state = graph.getUpdater(true).getUpdaterStateViewArray();
    return state == null ? Nd4j.empty(DataType.FLOAT) : flat(state);
  }

  private static INDArray flat(INDArray array) {
    return array.reshape(array.length());
  }
}
