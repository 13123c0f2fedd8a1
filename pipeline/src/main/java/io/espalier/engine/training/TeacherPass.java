package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.engine.LayerInput;
import io.espalier.engine.Signal;
import io.espalier.engine.Workspace;
import io.espalier.model.NetworkState;

/** A teacher at work: what it says of the batch that its student learns from, without noise. */
final class TeacherPass implements AutoCloseable {
  private final LearnedParameters parameters;
  private final Workspace space;

  TeacherPass(NetworkState network) {
    float[] values = network.parameters();
    this.parameters = new LearnedParameters(values.length);
    this.space = new Workspace(network.network(), parameters);
    System.arraycopy(values, 0, parameters.values(), 0, values.length);
    parameters.changed();
  }

  void forward(Batch batch) {
    space.run(batch.whole().sequences());
  }

  /** What it said last. */
  Signal said() {
    return space.output();
  }

  /** What its output layer read last. */
  LayerInput read() {
    return space.readLast();
  }

  @Override
  public void close() {
    space.close();
    parameters.close();
  }
}
