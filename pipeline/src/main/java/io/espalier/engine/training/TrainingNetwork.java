package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.engine.Draws;
import io.espalier.engine.Examples;
import io.espalier.engine.HiddenLayers;
import io.espalier.engine.LayerInput;
import io.espalier.engine.NetworkInput;
import io.espalier.engine.Predictor;
import io.espalier.engine.Signal;
import io.espalier.engine.SparseChoice;
import io.espalier.metric.Outputs;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import io.espalier.objective.LossFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that learns, to be kept and loaded anew between rounds. Memory grows to that of the
 * largest batch and stays until {@link #close}; after that a step allocates next to nothing.
 * Results are the same bits for the same calls on one kind of processor, whatever the object did
 * before. Not safe for several threads at once.
 *
 * <p>An example is whatever the network says one thing about: a sequence, or a valid step. While a
 * mask is held, a pruned parameter and its optimiser state are exactly 0.0f after every step.
 */
public final class TrainingNetwork implements Predictor, AutoCloseable {
  private final Network network;
  private final ParameterLayout layout;
  private final OptimiserLayout optimiserLayout;
  private final LearnedParameters parameters;
  private final NetworkInput input;
  private final List<Pass> passes = new ArrayList<>();
  private final Connection output;
  private final HiddenLayers hidden;
  private final LossFunction loss;
  private final GradientPass gradients;
  private final Updating updating;
  private final SparseChoice choice;
  private final double sparseAbove;
  private final boolean timed;
  private Mask mask;
  private List<ParameterBlock> sparse = List.of();
  private Packing packing = Packing.none();
  private TrainingProgress progress = TrainingProgress.START;

  /**
   * A network with all parameters 0, until {@link #load}.
   *
   * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left; 1
   *     for none
   */
  public TrainingNetwork(Network network, Training training, double sparseAbove) {
    this(network, training, sparseAbove, Lesson.SUPERVISED);
  }

  /**
   * The same with something else to learn than what its own loss asks for.
   *
   * @param lesson that steps and gradients are towards; {@link #loss} stays the network's own
   */
  public TrainingNetwork(Network network, Training training, double sparseAbove, Lesson lesson) {
    this.network = network;
    this.layout = network.layout();
    this.optimiserLayout = OptimiserLayout.of(layout, training);
    this.sparseAbove = sparseAbove;
    this.timed = network.isTimed(network.output());
    this.mask = Mask.all(layout.length());
    this.parameters = new LearnedParameters(layout.length());
    this.input = new NetworkInput(network.width(network.inputs().get(0)));
    this.loss = Examples.loss(network);
    Connection read = new Connection(input, Optional.empty());
    Assembly assembly = new Assembly(network, read, parameters, loss);
    Optional<AttackPass> attacked = assembly.addAll(lesson.attacked(network), passes);
    this.output = assembly.given().get(network.output());
    Map<String, LayerInput> values = new HashMap<>();
    assembly.given().forEach((name, connection) -> values.put(name, connection.values()));
    this.hidden = HiddenLayers.of(network, values);
    this.gradients =
        new GradientPass(lesson, network, passes, parameters, assembly.given(), attacked, loss);
    this.updating = new Updating(layout, training, parameters.flat());
    this.choice = SparseChoice.of(network);
  }

  /** The blocks of the flat parameter vector. */
  public ParameterLayout layout() {
    return layout;
  }

  /**
   * Takes over numbers; a mask that is held is applied to them.
   *
   * @param optimiser as long as {@link #optimiser()}, or empty for a fresh optimiser
   * @param newProgress drives bias correction, schedules and rates of noise
   */
  public void load(float[] newParameters, float[] optimiser, TrainingProgress newProgress) {
    check(newParameters.length, layout.length(), "parameters");
    int states = optimiserLayout.length();
    check(optimiser.length == 0 ? states : optimiser.length, states, "optimiser");
    updating.load(newParameters, optimiser);
    progress = newProgress;
    parameters.changed();
  }

  /** Sets pruned parameters and their optimiser state to 0 and keeps them there. */
  public void hold(Mask newMask) {
    if (newMask.length() != layout.length()) {
      throw new IllegalArgumentException(
          "mask of %d parameters for a network of %d".formatted(newMask.length(), layout.length()));
    }
    mask = newMask;
    sparse = List.of();
    packing = Packing.none();
    parameters.arrange(mask, sparse);
    updating.hold(mask);
    parameters.changed();
  }

  /** Gives the matrices the forms that suit the mask and what the network reads. */
  private void arrange() {
    List<ParameterBlock> wanted =
        input.isTokens()
            ? choice.forTokens(mask, sparseAbove)
            : choice.forVectors(mask, sparseAbove);
    if (!wanted.equals(sparse)) {
      sparse = wanted;
      packing = new Packing(mask, sparse);
      parameters.arrange(mask, sparse);
      updating.pack(packing);
      parameters.changed();
    }
  }

  /**
   * One optimiser step.
   *
   * @param seed of noise
   * @return mean loss of the batch before the step, without penalties
   */
  public double step(Batch batch, long seed) {
    double sum = backward(batch, seed);
    update(examples(batch));
    return sum / examples(batch);
  }

  /**
   * The gradient of the batch's summed loss, unclipped and without penalties: of every parameter,
   * pruned or not, but for those of a matrix that multiplies only what is left; of its pruned
   * weights it is 0, as {@link #apply} needs no more.
   *
   * @param seed of noise
   * @param into takes the gradient, as long as the parameters
   * @return summed loss of the batch
   */
  public double gradient(Batch batch, long seed, float[] into) {
    double sum = backward(batch, seed);
    System.arraycopy(parameters.gradient(), 0, into, 0, layout.length());
    packing.unpack(into);
    return sum;
  }

  /**
   * The optimiser step that gradients summed over several batches make together: the same as one
   * {@link #step} on all of them as one batch, to rounding.
   *
   * @param gradientSum sum of what {@link #gradient} gave
   * @param examples sum of {@link #examples} of those batches
   */
  public void apply(float[] gradientSum, int examples) {
    check(gradientSum.length, layout.length(), "gradient");
    System.arraycopy(gradientSum, 0, parameters.gradient(), 0, layout.length());
    packing.pack(parameters.gradient());
    update(examples);
  }

  /** Number of examples in a batch. */
  public int examples(Batch batch) {
    return timed ? batch.validSteps() : batch.size();
  }

  /** A copy of the parameters. */
  public float[] parameters() {
    float[] copy = parameters.values().clone();
    packing.unpack(copy);
    return copy;
  }

  /** A copy of the optimiser's state, in the order of {@link OptimiserLayout}. */
  public float[] optimiser() {
    return updating.state();
  }

  /** For each number of the optimiser's state, the parameter it belongs to. */
  public int[] optimiserOwners() {
    return optimiserLayout.owners();
  }

  /** Optimiser steps done, counted on from what was loaded. */
  public int iteration() {
    return progress.iteration();
  }

  @Override
  public Outputs outputs(Batch batch) {
    forward(batch, Draws.NONE);
    Signal said = (Signal) output.values();
    float[] rows = new float[examples(batch) * said.rows()];
    said.write(rows, 0);
    return new Outputs(examples(batch), said.rows(), rows);
  }

  @Override
  public double loss(Batch batch) {
    return Examples.meanLoss(loss, outputs(batch), batch);
  }

  @Override
  public double[] activations(Batch batch) {
    forward(batch, Draws.NONE);
    double[] sums = new double[hidden.count()];
    hidden.addActivity(sums);
    return sums;
  }

  /**
   * Σx² over valid steps of what each row of each block reads: an input, the unit's own previous
   * output, its memory for a peephole, or 1 for a bias; block by block, row by row.
   */
  public double[] inputSquares(Batch batch) {
    forward(batch, Draws.NONE);
    InputSquares squares = new InputSquares(layout);
    passes.forEach(pass -> pass.addInputs(squares));
    return squares.sums();
  }

  /**
   * The gradient of ‖J·1‖₂ summed over all directions of recurrent layers, each for itself: J is
   * the Jacobian of its output at its last step by its output four steps before, or as many as
   * there are. Of other layers' parameters it is 0.
   *
   * @param one a single sequence
   */
  public float[] jacobianGradient(Batch one) {
    forward(one, Draws.NONE);
    Arrays.fill(parameters.gradient(), 0f);
    try (StateJacobian sum = new StateJacobian(parameters)) {
      passes.forEach(pass -> pass.addJacobian(sum));
    }
    parameters.collect();
    float[] gradient = parameters.gradient().clone();
    packing.unpack(gradient);
    return gradient;
  }

  private void forward(Batch batch, Draws draws) {
    input.read(batch.sequences());
    arrange();
    passes.forEach(pass -> pass.forward(draws));
  }

  private double backward(Batch batch, long seed) {
    Draws draws = Draws.of(seed, progress);
    forward(batch, draws);
    return gradients.run(batch, draws);
  }

  private void update(int examples) {
    updating.take(progress.iteration(), progress.epoch(), examples);
    parameters.changed();
    progress = new TrainingProgress(progress.epoch(), progress.round(), progress.iteration() + 1);
  }

  private static void check(int length, int expected, String what) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "%d numbers of %s for a network that has %d".formatted(length, what, expected));
    }
  }

  /** Frees the memory outside the heap. */
  @Override
  public void close() {
    passes.forEach(Pass::close);
    gradients.close();
    parameters.close();
    input.close();
  }
}
