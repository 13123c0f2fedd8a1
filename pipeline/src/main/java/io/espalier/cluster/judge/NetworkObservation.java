package io.espalier.cluster.judge;

import io.espalier.data.Batch;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.importance.Observation;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a network makes of a batch. */
record NetworkObservation(TrainingNetwork network, Batch batch) implements Observation {
  @Override
  public float[] gradient() {
    float[] gradient = new float[network.layout().length()];
    network.gradient(batch, 0, gradient);
    int examples = network.examples(batch);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= examples;
    }
    return gradient;
  }

  @Override
  public double[] activity() {
    return network.activations(batch);
  }

  @Override
  public double[] inputSquares() {
    return network.inputSquares(batch);
  }

  @Override
  public float[] jacobianGradient() {
    return network.jacobianGradient(batch);
  }

  @Override
  public double lossOf(UnaryOperator<Batch> change) {
    Batch changed = change.apply(batch);
    return network.loss(changed) * network.examples(changed);
  }

  @Override
  public int features() {
    return batch.features();
  }

  @Override
  public List<Observation> sequences() {
    return batch.sequences().stream()
        .map(sequence -> (Observation) new NetworkObservation(network, Batch.of(List.of(sequence))))
        .toList();
  }
}
