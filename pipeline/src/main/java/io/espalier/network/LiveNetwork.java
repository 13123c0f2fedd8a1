package io.espalier.network;

import io.espalier.data.Batch;
import io.espalier.mask.Mask;
import io.espalier.metric.Outputs;
import io.espalier.model.NetworkStructure;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Progress;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One network in memory, to be kept and loaded anew between rounds. Not thread-safe, and it may
 * move from one thread to another only between calls.
 *
 * <p>An example is whatever the network says one thing about: a sequence, or for a language model a
 * valid time step. Losses and gradients are means over examples unless said otherwise. While a mask
 * is held, a pruned parameter and its optimiser state are exactly 0.0f after every step.
 */
public final class LiveNetwork implements AutoCloseable {
  private final ComputationGraph graph;
  private final ParameterLayout layout;
  private final InputForm form;
  private final Observation observation;
  private final OptimiserStep optimiserStep;
  private final FastLstm fastLstm;
  private int iteration;

  private LiveNetwork(ComputationGraph graph, Chain chain) {
    this.graph = graph;
    this.layout = Layouts.of(chain);
    this.form = InputForm.of(chain);
    this.observation = new Observation(graph, chain, layout);
    this.optimiserStep = new OptimiserStep(graph);
    this.fastLstm = FastLstm.install(graph);
  }

  /**
   * A network with all parameters 0, until {@link #load}.
   *
   * @throws io.espalier.model.InputException if the structure is not supported
   */
  public static LiveNetwork open(NetworkStructure structure) {
    Chain chain = Chain.of(structure);
    ComputationGraph graph = LiveGraph.open(structure);
    LiveNetwork live = new LiveNetwork(graph, chain);
    if (live.layout.length() != graph.numParams()) {
      throw new IllegalStateException(
          "layout of %d parameters for a network of %d"
              .formatted(live.layout.length(), graph.numParams()));
    }
    return live;
  }

  /** The blocks of the flat parameter vector. */
  public ParameterLayout layout() {
    return layout;
  }

  /**
   * Takes over numbers; a mask that is held is applied to them.
   *
   * @param optimiser as long as {@link #optimiser()}, or empty for a fresh optimiser
   * @param progress its iteration drives bias correction and learning-rate schedules
   */
  public void load(float[] parameters, float[] optimiser, Progress progress) {
    write(parameters, LiveGraph.parameters(graph), "parameters");
    INDArray state = LiveGraph.optimiser(graph);
    write(optimiser.length == 0 ? new float[(int) state.length()] : optimiser, state, "optimiser");
    iteration = progress.iteration();
    optimiserStep.applyMask();
  }

  /** Sets pruned parameters and their optimiser state to 0 and keeps them there. */
  public void hold(Mask mask) {
    if (mask.length() != layout.length()) {
      throw new IllegalArgumentException(
          "mask of %d parameters for a network of %d".formatted(mask.length(), layout.length()));
    }
    optimiserStep.hold(mask);
  }

  /**
   * One optimiser step.
   *
   * @param seed of dropout
   * @return mean loss of the batch before the step, without weight decay
   */
  public double step(Batch batch, long seed) {
    double loss = backward(batch, seed) / examples(batch);
    update(examples(batch));
    return loss;
  }

  /**
   * The gradient of the batch's summed loss, unmasked and unclipped, without weight decay.
   *
   * @param seed of dropout
   * @param into takes the gradient, as long as the parameters
   * @return summed loss of the batch
   */
  public double gradient(Batch batch, long seed, float[] into) {
    double lossSum = backward(batch, seed);
    float[] gradient = FloatMemory.read(LiveGraph.gradients(graph));
    System.arraycopy(gradient, 0, into, 0, gradient.length);
    return lossSum;
  }

  /**
   * The optimiser step that gradients summed over several batches make together: the same as one
   * {@link #step} on all of them as one batch, to rounding.
   *
   * @param gradientSum sum of what {@link #gradient} gave
   * @param examples sum of {@link #examples} of those batches
   */
  public void apply(float[] gradientSum, int examples) {
    write(gradientSum, LiveGraph.gradients(graph), "gradient");
    update(examples);
  }

  /** Number of examples in a batch. */
  public int examples(Batch batch) {
    return form.timedOutput() ? batch.validSteps() : batch.size();
  }

  /** A copy of the parameters. */
  public float[] parameters() {
    return FloatMemory.read(LiveGraph.parameters(graph));
  }

  /** A copy of the optimiser's state; empty where it keeps none. */
  public float[] optimiser() {
    return FloatMemory.read(LiveGraph.optimiser(graph));
  }

  /** For each number of the optimiser's state, the parameter it belongs to. */
  public int[] optimiserOwners() {
    return optimiserStep.owners().clone();
  }

  /** Optimiser steps done, counted on from what was loaded. */
  public int iteration() {
    return iteration;
  }

  /**
   * What the network says about each sequence, or for a language model about each valid step, the
   * steps of one sequence together; dropout is off.
   */
  public Outputs outputs(Batch batch) {
    try (BatchArrays arrays = BatchArrays.features(batch, form)) {
      return observation.outputs(batch, arrays);
    }
  }

  /** Mean loss of the batch; dropout is off. */
  public double loss(Batch batch) {
    try (BatchArrays arrays = BatchArrays.labelled(batch, form)) {
      return observation.lossSum(batch, arrays) / examples(batch);
    }
  }

  /**
   * Σ|h| of each hidden unit over valid steps, or over sequences behind the pooling, in the order
   * of the layers that have units; both directions of a bidirectional unit are added. Dropout is
   * off.
   */
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
