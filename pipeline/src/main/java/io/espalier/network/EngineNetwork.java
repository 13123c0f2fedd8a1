package io.espalier.network;

import io.espalier.data.Batch;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.metric.Outputs;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Progress;

/** A network in memory that Espalier's own engine computes. */
record EngineNetwork(TrainingNetwork network) implements LiveNetwork {
  static EngineNetwork of(
      Chain chain, Network network, io.espalier.model.Training training, double sparseAbove) {
    if (!network.layout().equals(Layouts.of(chain))) {
      throw new IllegalStateException(
          "the engine reads %s where the layout is %s"
              .formatted(network.layout(), Layouts.of(chain)));
    }
    return new EngineNetwork(new TrainingNetwork(network, training, sparseAbove));
  }

  @Override
  public ParameterLayout layout() {
    return network.layout();
  }

  @Override
  public void load(float[] parameters, float[] optimiser, Progress progress) {
    network.load(parameters, optimiser, progress);
  }

  @Override
  public void hold(Mask mask) {
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
    return network.optimiserOwners();
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
}
