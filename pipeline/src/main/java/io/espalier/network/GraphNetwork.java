package io.espalier.network;

import io.espalier.data.Batch;
import io.espalier.metric.Outputs;
import io.espalier.model.Mask;
import io.espalier.model.NetworkStructure;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Progress;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network in memory as a graph of Deeplearning4j, its LSTM layers accelerated. */
final class GraphNetwork implements LiveNetwork {
  private final ComputationGraph graph;
  private final ParameterLayout layout;
  private final InputForm form;
  private final Observation observation;
  private final OptimiserStep optimiserStep;
  private final FastLstm fastLstm;
  private int iteration;

  private GraphNetwork(ComputationGraph graph, Chain chain) {
    this.graph = graph;
    this.layout = Layouts.of(chain);
    this.form = InputForm.of(chain);
    this.observation = new Observation(graph, chain, layout);
    this.optimiserStep = new OptimiserStep(graph);
    this.fastLstm = FastLstm.install(graph);
  }

  /** What {@link LiveNetwork#open} promises. */
  static GraphNetwork open(NetworkStructure structure) {
    Chain chain = Chain.of(structure);
    ComputationGraph graph = LiveGraph.open(structure);
    GraphNetwork live = new GraphNetwork(graph, chain);
    if (live.layout.length() != graph.numParams()) {
      throw new IllegalStateException(
          "layout of %d parameters for a network of %d"
              .formatted(live.layout.length(), graph.numParams()));
    }
    return live;
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public void load(float[] parameters, float[] optimiser, Progress progress) {
    write(parameters, LiveGraph.parameters(graph), "parameters");
    INDArray state = LiveGraph.optimiser(graph);
    write(optimiser.length == 0 ? new float[(int) state.length()] : optimiser, state, "optimiser");
    iteration = progress.iteration();
    optimiserStep.applyMask();
  }

  @Override
  public void hold(Mask mask) {
    if (mask.length() != layout.length()) {
      throw new IllegalArgumentException(
          "mask of %d parameters for a network of %d".formatted(mask.length(), layout.length()));
    }
    optimiserStep.hold(mask);
  }

  @Override
  public double step(Batch batch, long seed) {
    double loss = backward(batch, seed) / examples(batch);
    update(examples(batch));
    return loss;
  }

  @Override
  public double gradient(Batch batch, long seed, float[] into) {
    double lossSum = backward(batch, seed);
    float[] gradient = FloatMemory.read(LiveGraph.gradients(graph));
    System.arraycopy(gradient, 0, into, 0, gradient.length);
    return lossSum;
  }

  @Override
  public void apply(float[] gradientSum, int examples) {
    write(gradientSum, LiveGraph.gradients(graph), "gradient");
    update(examples);
  }

  @Override
  public int examples(Batch batch) {
    return form.timedOutput() ? batch.validSteps() : batch.size();
  }

  @Override
  public float[] parameters() {
    return FloatMemory.read(LiveGraph.parameters(graph));
  }

  @Override
  public float[] optimiser() {
    return FloatMemory.read(LiveGraph.optimiser(graph));
  }

  @Override
  public int[] optimiserOwners() {
    return optimiserStep.owners().clone();
  }

  @Override
  public int iteration() {
    return iteration;
  }

  @Override
  public Outputs outputs(Batch batch) {
    try (BatchArrays arrays = BatchArrays.features(batch, form)) {
      return observation.outputs(batch, arrays);
    }
  }

  @Override
  public double loss(Batch batch) {
    try (BatchArrays arrays = BatchArrays.labelled(batch, form)) {
      return observation.lossSum(batch, arrays) / examples(batch);
    }
  }

  @Override
  public double[] activations(Batch batch) {
    try (BatchArrays arrays = BatchArrays.features(batch, form)) {
      return observation.activations(batch, arrays);
    }
  }

  @Override
  public void close() {
    fastLstm.close();
    graph.close();
  }

  private double backward(Batch batch, long seed) {
    LiveGraph.seed(seed);
    try (BatchArrays arrays = BatchArrays.labelled(batch, form)) {
      graph.setInputs(arrays.inputs());
      graph.setLabels(arrays.labels());
      graph.setLayerMaskArrays(arrays.inputMasks(), arrays.labelMasks());
      graph.computeGradientAndScore();
      double loss = graph.score() - graph.calcRegularizationScore(true);
      graph.clearLayerMaskArrays();
      graph.clear();
      return loss * batch.size();
    }
  }

  private void update(int examples) {
    optimiserStep.take(iteration, examples);
    iteration++;
  }

  private static void write(float[] values, INDArray into, String what) {
    if (values.length != into.length()) {
      throw new IllegalArgumentException(
          "%d numbers of %s for a network that has %d"
              .formatted(values.length, what, into.length()));
    }
    FloatMemory.write(values, into);
  }
}
