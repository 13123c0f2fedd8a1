package io.espalier.engine;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.Merge;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Network;
import io.espalier.model.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network as stock Deeplearning4j computes it. */
public final class StockGraph implements AutoCloseable {
  private final Network network;
  private final ComputationGraph graph;
  private final List<org.deeplearning4j.nn.api.Layer> layers;
  private final Map<String, String> names = new HashMap<>();

  public StockGraph(Network network, float[] parameters) {
    this.network = network;
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .graphBuilder()
            .addInputs("input");
    names.put("input", "input");
    network.nodes().forEach(node -> add(builder, node));
    builder.setOutputs(names.get(network.output()));
    this.graph = new ComputationGraph(builder.build());
    graph.init();
    graph.initGradientsView();
    this.layers = network.weighted().stream().map(node -> graph.getLayer(node.name())).toList();
    forEachLayer(
        (layer, from, to) ->
            layer
                .params()
                .assign(
                    Nd4j.createFromArray(Arrays.copyOfRange(parameters, from, to))
                        .reshape(layer.params().shape())));
  }

  private StockGraph(Network network, ComputationGraph graph) {
    this.network = network;
    this.graph = graph;
    this.layers = Arrays.stream(graph.getLayers()).filter(l -> l.numParams() > 0).toList();
    graph.initGradientsView();
  }

  /** A graph that is this network, with its layers in the same order and parameters of its own. */
  public static StockGraph of(Network network, ComputationGraph graph) {
    return new StockGraph(network, graph);
  }

  private void add(GraphBuilder builder, Node node) {
    String name = node.name();
    String from = names.get(node.from().get(0));
    io.espalier.model.Layer layer = node.layer();
    boolean timed = network.isTimed(name);
    names.put(name, name);
    if (layer instanceof Merge) {
      builder.addVertex(
          name, new MergeVertex(), node.from().stream().map(names::get).toArray(String[]::new));
    } else if (layer instanceof Pool pool) {
      StockLayers.pool(builder, name, pool, from);
    } else if (layer instanceof Dense && timed) {
      builder.addLayer(
          name, StockLayers.of(layer, timed), new RnnToFeedForwardPreProcessor(), from);
      names.put(name, name + "-steps");
      builder.addVertex(
          name + "-steps", new PreprocessorVertex(new FeedForwardToRnnPreProcessor()), name);
    } else {
      builder.addLayer(name, StockLayers.of(layer, timed), from);
    }
  }

  private interface Slices {
    void take(org.deeplearning4j.nn.api.Layer layer, int from, int to);
  }

  private void forEachLayer(Slices slices) {
    int from = 0;
    for (org.deeplearning4j.nn.api.Layer layer : layers) {
      int end = Math.toIntExact(from + layer.numParams());
      slices.take(layer, from, end);
      from = end;
    }
  }

  /** What it says, rows of one sequence together. */
  public float[] outputs(Batch batch) {
    INDArray said = graph.output(false, new INDArray[] {input(batch)}, mask(batch), null)[0];
    int width = network.width(network.output());
    boolean timed = said.rank() == 3;
    int rows = timed ? batch.validSteps() : batch.size();
    float[] values = new float[rows * width];
    int at = 0;
    for (int b = 0; b < batch.size(); b++) {
      for (int t = 0; t < (timed ? batch.sequences().get(b).steps() : 1); t++) {
        for (int k = 0; k < width; k++) {
          values[at++] = timed ? said.getFloat(b, k, t) : said.getFloat(b, k);
        }
      }
    }
    return values;
  }

  /** The gradient of the summed loss, as our layout has it. */
  public float[] gradient(Batch batch) {
    graph.setInputs(input(batch));
    graph.setLabels(labels(batch));
    INDArray[] mask = mask(batch);
    graph.setLayerMaskArrays(mask, network.isTimed(network.output()) ? mask : null);
    graph.computeGradientAndScore();
    float[] gradient = new float[network.layout().length()];
    forEachLayer(
        (layer, from, to) ->
            System.arraycopy(
                layer.getGradientsViewArray().dup().data().asFloat(),
                0,
                gradient,
                from,
                to - from));
    graph.clearLayerMaskArrays();
    graph.clear();
    return gradient;
  }

  /** One step of its optimiser, without masks. */
  public void step(Batch batch) {
    graph.fit(new INDArray[] {input(batch)}, new INDArray[] {labels(batch)});
  }

  private INDArray input(Batch batch) {
    int width = network.width("input");
    if (batch.features() > 0) {
      return Nd4j.create(batch.values(), new long[] {batch.size(), width, batch.steps()}, 'f');
    }
    boolean indices =
        network.consumers("input").stream().allMatch(n -> n.layer() instanceof Embedding);
    INDArray input = Nd4j.zeros(batch.size(), indices ? 1 : width, batch.steps());
    for (int b = 0; b < batch.size(); b++) {
      Sequence sequence = batch.sequences().get(b);
      for (int t = 0; t < sequence.steps(); t++) {
        int token = sequence.tokens()[t];
        input.putScalar(new int[] {b, indices ? 0 : token, t}, indices ? token : 1);
      }
    }
    return input;
  }

  private INDArray labels(Batch batch) {
    int width = network.width(network.output());
    boolean timed = network.isTimed(network.output());
    INDArray labels =
        timed ? Nd4j.zeros(batch.size(), width, batch.steps()) : Nd4j.zeros(batch.size(), width);
    for (int b = 0; b < batch.size(); b++) {
      Sequence sequence = batch.sequences().get(b);
      if (sequence.target() instanceof Target.Values values) {
        labels.putRow(b, Nd4j.createFromArray(values.values()));
      } else if (sequence.target() instanceof Target.Label label) {
        labels.putScalar(b, label.index(), 1);
      } else {
        for (int t = 0; t < sequence.steps(); t++) {
          labels.putScalar(new int[] {b, sequence.tokens()[t + 1], t}, 1);
        }
      }
    }
    return labels;
  }

  private static INDArray[] mask(Batch batch) {
    return batch.isPadded()
        ? new INDArray[] {Nd4j.create(batch.mask(), new long[] {batch.size(), batch.steps()}, 'f')}
        : null;
  }

  @Override
  public void close() {
    graph.close();
  }
}
