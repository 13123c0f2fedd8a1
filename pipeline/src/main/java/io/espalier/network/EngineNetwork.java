package io.espalier.network;

import io.espalier.data.Batch;
import io.espalier.engine.Optimiser;
import io.espalier.engine.Stack;
import io.espalier.engine.TrainingNetwork;
import io.espalier.metric.Outputs;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Progress;

/** A network in memory that Espalier's own engine computes. */
final class EngineNetwork implements LiveNetwork {
  private final ParameterLayout layout;
  private final TrainingNetwork network;

  EngineNetwork(Chain chain, Stack stack, Optimiser optimiser, double sparseAbove) {
    this.layout = Layouts.of(chain);
    if (!stack.blocks().equals(layout.blocks())) {
      throw new IllegalStateException(
          "the engine reads %s where the layout is %s".formatted(stack.blocks(), layout));
    }
    this.network = new TrainingNetwork(stack, optimiser, sparseAbove);
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public void load(float[] parameters, float[] optimiser, Progress progress) {
    check(parameters.length, layout.length(), "parameters");
    int states = network.optimiser().length;
    check(optimiser.length == 0 ? states : optimiser.length, states, "optimiser");
    network.load(parameters, optimiser, progress.iteration());
  }

  @Override
  public void hold(Mask mask) {
    if (mask.length() != layout.length()) {
      throw new IllegalArgumentException(
          "mask of %d parameters for a network of %d".formatted(mask.length(), layout.length()));
    }
    network.hold(mask);
  }

  @Override
  public double step(Batch batch, long seed) {
    return network.step(batch, seed);
  }

  @Override
  public double gradient(Batch batch, long seed, float[] into) {
    return network.gradient(batch, seed, into);
  }

  @Override
  public void apply(float[] gradientSum, int examples) {
    check(gradientSum.length, layout.length(), "gradient");
    network.apply(gradientSum, examples);
  }

  @Override
  public int examples(Batch batch) {
    return network.examples(batch);
  }

  @Override
  public float[] parameters() {
    return network.parameters();
  }

  @Override
  public float[] optimiser() {
    return network.optimiser();
  }

  @Override
  public int[] optimiserOwners() {
    int[] owners = new int[network.optimiser().length];
    for (int i = 0; i < owners.length; i++) {
      owners[i] = i % layout.length();
    }
    return owners;
  }

  @Override
  public int iteration() {
    return network.iteration();
  }

  @Override
  public Outputs outputs(Batch batch) {
    return network.outputs(batch);
  }

  @Override
  public double loss(Batch batch) {
    return network.loss(batch);
  }

  @Override
  public double[] activations(Batch batch) {
    return network.activations(batch);
  }

  @Override
  public void close() {
    network.close();
  }

  private static void check(int length, int expected, String what) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "%d numbers of %s for a network that has %d".formatted(length, what, expected));
    }
  }
}
