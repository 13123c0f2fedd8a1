package io.espalier.engine;

import io.espalier.data.Batch;
import io.espalier.metric.Outputs;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that learns. Memory grows to that of the largest batch and stays until {@link #close};
 * after that a step allocates next to nothing. Results are the same bits for the same calls on one
 * kind of processor, whatever the object did before. Not safe for several threads at once.
 *
 * <p>An example is whatever the network says one thing about: a sequence, or a valid step.
 */
public final class TrainingNetwork implements AutoCloseable {
  private final Stack stack;
  private final Flat flat;
  private final BatchShape sequences = new BatchShape();
  private final BatchShape vectors = new BatchShape();
  private final Source source;
  private final Matrices matrices = new Matrices();
  private final List<Pass> passes = new ArrayList<>();
  private final Signal output;
  private final LossPass loss;
  private final UpdatePass update;
  private final double sparseAbove;
  private Mask mask;
  private List<ParameterBlock> sparse = List.of();
  private Packing packing = Packing.none();
  private int iteration;

  /**
   * A network with all parameters 0, until {@link #load}.
   *
   * @param sparseAbove a matrix of which a larger share is pruned runs sparse; 1 for none
   */
  public TrainingNetwork(Stack stack, Optimiser optimiser, double sparseAbove) {
    this.stack = stack;
    this.sparseAbove = sparseAbove;
    this.mask = Mask.all(stack.length());
    this.flat = Flat.of(stack.length());
    this.source = new Source(stack.inputs(), sequences);
    Assembly assembly = new Assembly(source, matrices, flat, vectors);
    stack.layers().forEach(layer -> passes.add(assembly.add(layer)));
    Pass last = assembly.add(stack.output().dense());
    passes.add(last);
    this.output = last.output();
    this.loss = new LossPass(output, stack.output().loss());
    this.update = new UpdatePass(stack.blocks(), optimiser, flat);
  }

  /**
   * Takes over numbers; a mask that is held is applied to them.
   *
   * @param optimiser as long as {@link #optimiser()}, or empty for a fresh optimiser
   * @param nextIteration drives bias correction and learning-rate schedules
   */
  public void load(float[] parameters, float[] optimiser, int nextIteration) {
    update.load(parameters, optimiser);
    iteration = nextIteration;
    matrices.take(flat.parameters());
  }

  /** Sets pruned parameters and their optimiser state to 0 and keeps them there. */
  public void hold(Mask newMask) {
    mask = newMask;
    sparse = List.of();
    packing = Packing.none();
    matrices.arrange(mask, sparse);
    update.hold(mask);
    matrices.take(flat.parameters());
  }

  /** Gives the matrices the forms that suit the mask and what the network reads. */
  private void arrange() {
    List<ParameterBlock> lookedUp = source.hasVectors() ? List.of() : stack.lookedUp();
    List<ParameterBlock> wanted = stack.prunedAbove(sparseAbove, mask, lookedUp);
    if (!wanted.equals(sparse)) {
      sparse = wanted;
      packing = new Packing(mask, sparse);
      matrices.arrange(mask, sparse);
      update.pack(packing);
      matrices.take(flat.parameters());
    }
  }

  /**
   * One optimiser step.
   *
   * @param seed of dropout
   * @return mean loss of the batch before the step, without weight decay
   */
  public double step(Batch batch, long seed) {
    double sum = backward(batch, seed);
    update(examples(batch));
    return sum / examples(batch);
  }

  /**
   * The gradient of the batch's summed loss, unclipped and without weight decay: of every
   * parameter, but 0 for a pruned weight of a matrix that runs sparse.
   *
   * @param seed of dropout
   * @param into takes the gradient, as long as the parameters
   * @return summed loss of the batch
   */
  public double gradient(Batch batch, long seed, float[] into) {
    double sum = backward(batch, seed);
    System.arraycopy(flat.gradient(), 0, into, 0, flat.gradient().length);
    packing.unpack(into);
    return sum;
  }

  /** The optimiser step that a gradient summed over so many examples makes. */
  public void apply(float[] gradientSum, int examples) {
    System.arraycopy(gradientSum, 0, flat.gradient(), 0, flat.gradient().length);
    packing.pack(flat.gradient());
    update(examples);
  }

  /** Number of examples in a batch. */
  public int examples(Batch batch) {
    return stack.output().timed() ? batch.validSteps() : batch.size();
  }

  /** A copy of the parameters. */
  public float[] parameters() {
    float[] parameters = flat.parameters().clone();
    packing.unpack(parameters);
    return parameters;
  }

  /**
   * A copy of the optimiser's state: for each kind of state, as many numbers as there are
   * parameters.
   */
  public float[] optimiser() {
    return update.state();
  }

  /** Optimiser steps done, counted on from what was loaded. */
  public int iteration() {
    return iteration;
  }

  /**
   * What the network says about each sequence or each valid step, the steps of one sequence
   * together; dropout is off.
   */
  public Outputs outputs(Batch batch) {
    forward(batch, Noise.NONE);
    int width = output.rows();
    int lanes = batch.size();
    float[] said = new float[examples(batch) * width];
    int at = 0;
    for (int lane = 0; lane < lanes; lane++) {
      for (int t = 0; t < output.shape().length(lane); t++) {
        float[] values = output.value(t).values();
        for (int k = 0; k < width; k++) {
          said[at++] = values[k * lanes + lane];
        }
      }
    }
    return new Outputs(examples(batch), width, said);
  }

  /** Mean loss of the batch; dropout is off. */
  public double loss(Batch batch) {
    forward(batch, Noise.NONE);
    return loss.sum(batch) / examples(batch);
  }

  /**
   * Σ|h| of each hidden unit over valid steps, or over sequences behind the pooling, in the order
   * of the layers that have units; both directions of a bidirectional unit are added. Dropout is
   * off.
   */
  public double[] activations(Batch batch) {
    forward(batch, Noise.NONE);
    List<Pass> hidden = passes.subList(0, passes.size() - 1);
    double[] sums = new double[hidden.stream().mapToInt(Pass::units).sum()];
    int at = 0;
    for (Pass pass : hidden) {
      if (pass.units() > 0) {
        addActivations(pass, sums, at);
        at += pass.units();
      }
    }
    return sums;
  }

  private static void addActivations(Pass pass, double[] sums, int at) {
    Signal said = pass.output();
    int lanes = said.shape().size();
    for (int t = 0; t < said.shape().steps(); t++) {
      float[] values = said.value(t).values();
      for (int row = 0; row < said.rows(); row++) {
        for (int lane = 0; lane < lanes; lane++) {
          if (t < said.shape().length(lane)) {
            sums[at + row % pass.units()] += Math.abs(values[row * lanes + lane]);
          }
        }
      }
    }
  }

  private void forward(Batch batch, Noise noise) {
    sequences.fit(batch);
    vectors.fitVectors(batch);
    source.read(batch);
    arrange();
    if (stack.layers().get(0) instanceof StackLayer.Dense) {
      source.spell();
    }
    passes.forEach(pass -> pass.forward(noise));
  }

  private double backward(Batch batch, long seed) {
    forward(batch, Noise.of(seed));
    loss.errors(batch);
    for (int i = passes.size() - 1; i >= 0; i--) {
      passes.get(i).backward();
    }
    matrices.give(flat.gradient());
    return loss.sum(batch);
  }

  private void update(int examples) {
    update.take(iteration, examples);
    matrices.take(flat.parameters());
    iteration++;
  }

  /** Frees the memory outside the heap. */
  @Override
  public void close() {
    passes.forEach(Pass::close);
    matrices.close();
    source.close();
  }
}
