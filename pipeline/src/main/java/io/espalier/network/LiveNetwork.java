package io.espalier.network;

import io.espalier.data.Batch;
import io.espalier.engine.Predictor;
import io.espalier.engine.StackReader;
import io.espalier.model.Mask;
import io.espalier.model.NetworkStructure;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Progress;

/**
 * One network in memory, to be kept and loaded anew between rounds. Not thread-safe, and it may
 * move from one thread to another only between calls.
 *
 * <p>An example is whatever the network says one thing about: a sequence, or for a language model a
 * valid time step. Losses and gradients are means over examples unless said otherwise. While a mask
 * is held, a pruned parameter and its optimiser state are exactly 0.0f after every step.
 */
public interface LiveNetwork extends Predictor, AutoCloseable {
  /**
   * A network with all parameters 0, until {@link #load}, whose matrices are dense under any mask.
   *
   * @throws io.espalier.model.InputException if the structure is not supported
   */
  static LiveNetwork open(NetworkStructure structure) {
    return open(structure, 1);
  }

  /**
   * A network with all parameters 0, until {@link #load}.
   *
   * @param sparseAbove a matrix of which a larger share is pruned multiplies only what is left; 1
   *     for none
   * @throws io.espalier.model.InputException if the structure is not supported
   */
  static LiveNetwork open(NetworkStructure structure, double sparseAbove) {
    Chain chain = Chain.of(structure);
    return EngineTraining.of(chain)
        .flatMap(
            training ->
                StackReader.read(structure)
                    .network()
                    .map(
                        network ->
                            (LiveNetwork) EngineNetwork.of(chain, network, training, sparseAbove)))
        .orElseGet(() -> GraphNetwork.open(structure));
  }

  /**
   * Whether its numbers lie on the Java heap, as the engine's do, rather than outside it.
   *
   * @throws io.espalier.model.InputException if the structure is not supported
   */
  static boolean isOnHeap(NetworkStructure structure) {
    return EngineTraining.of(Chain.of(structure)).isPresent()
        && StackReader.read(structure).network().isPresent();
  }

  /** The blocks of the flat parameter vector. */
  ParameterLayout layout();

  /**
   * Takes over numbers; a mask that is held is applied to them.
   *
   * @param optimiser as long as {@link #optimiser()}, or empty for a fresh optimiser
   * @param progress its iteration drives bias correction and learning-rate schedules
   */
  void load(float[] parameters, float[] optimiser, Progress progress);

  /** Sets pruned parameters and their optimiser state to 0 and keeps them there. */
  void hold(Mask mask);

  /**
   * One optimiser step.
   *
   * @param seed of dropout
   * @return mean loss of the batch before the step, without weight decay
   */
  double step(Batch batch, long seed);

  /**
   * The gradient of the batch's summed loss, unclipped and without weight decay: of every
   * parameter, pruned or not, but for those of a matrix that multiplies only what is left; of its
   * pruned weights it is 0, as {@link #apply} needs no more.
   *
   * @param seed of dropout
   * @param into takes the gradient, as long as the parameters
   * @return summed loss of the batch
   */
  double gradient(Batch batch, long seed, float[] into);

  /**
   * The optimiser step that gradients summed over several batches make together: the same as one
   * {@link #step} on all of them as one batch, to rounding.
   *
   * @param gradientSum sum of what {@link #gradient} gave
   * @param examples sum of {@link #examples} of those batches
   */
  void apply(float[] gradientSum, int examples);

  /** Number of examples in a batch. */
  int examples(Batch batch);

  /** A copy of the parameters. */
  float[] parameters();

  /** A copy of the optimiser's state; empty where it keeps none. */
  float[] optimiser();

  /** For each number of the optimiser's state, the parameter it belongs to. */
  int[] optimiserOwners();

  /** Optimiser steps done, counted on from what was loaded. */
  int iteration();

  @Override
  void close();
}
