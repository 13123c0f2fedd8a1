package io.espalier.engine;

import java.util.List;

/** Puts vectors side by side. */
public final class MergeForward implements LayerForward {
  private final List<LayerInput> inputs;
  private final Signal output;

  /**
   * @param inputs of as many steps each
   */
  public MergeForward(List<LayerInput> inputs) {
    this.inputs = List.copyOf(inputs);
    this.output =
        new Signal(inputs.stream().mapToInt(LayerInput::rows).sum(), inputs.get(0).lanes());
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void start() {}

  @Override
  public void run(Draws draws) {
    int lanes = output.lanes().count();
    for (int step = 0; step < output.lanes().steps(); step++) {
      float[] into = output.value(step).overwrite();
      int at = 0;
      for (int i = 0; i < inputs.size(); i++) {
        int n = inputs.get(i).rows() * lanes;
        System.arraycopy(inputs.get(i).value(step).values(), 0, into, at, n);
        at += n;
      }
    }
  }

  @Override
  public void close() {
    output.close();
  }
}
