package io.espalier.network;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a sequence comes to at its end: the last valid step of features that were read forward, and
 * step 0 of those that were read backward. It computes what Deeplearning4j's own vertices do, in
 * two copies instead of several operations a sequence and step; it exists in memory only and is
 * never written to a file.
 */
final class LastStep extends GraphVertex {
  private final Reading reading;

  /** In which direction features were read. */
  enum Reading {
    /** All of them forward. */
    FORWARD,
    /** The first half forward, the second half backward. */
    BOTH
  }

  LastStep(Reading reading) {
    this.reading = reading;
  }

  @Override
  public LastStepVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    return new LastStepVertex(graph, name, index, reading, type);
  }

  @Override
  @SuppressWarnings("MissingSuperCall")
  public GraphVertex clone() {
    return new LastStep(reading);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LastStep that && reading == that.reading;
  }

  @Override
  public int hashCode() {
    return reading.hashCode();
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    return InputType.feedForward(((InputType.InputTypeRecurrent) inputs[0]).getSize());
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    throw new UnsupportedOperationException("a vertex in memory has no memory report");
  }
}
