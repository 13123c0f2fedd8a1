package io.espalier.engine;

/** A row of weights for each token. */
final class EmbeddingRunner implements Runner {
  private final StepInput input;
  private final Projection weights;
  private final Track output;

  EmbeddingRunner(StepInput input, StackLayer.Embedding layer, FixedParameters parameters) {
    this.input = input;
    this.weights = parameters.matrix(layer.weights());
    this.output = new Track(layer.weights().columns(), input.lanes());
  }

  @Override
  public int units() {
    return 0;
  }

  @Override
  public Track output() {
    return output;
  }

  @Override
  public void start() {}

  @Override
  public void run() {
    for (int step = 0; step < input.lanes().steps(); step++) {
      input.multiply(step, weights, output.at(step));
    }
  }
}
