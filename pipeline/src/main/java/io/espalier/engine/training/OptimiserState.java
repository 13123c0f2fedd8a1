package io.espalier.engine.training;

import io.espalier.model.OptimiserLayout;
import io.espalier.model.OptimiserLayout.Run;
import io.espalier.model.UpdateRule;
import java.util.Arrays;
import java.util.List;

/** What optimisers keep between steps: for each kind of state a number beside every parameter. */
final class OptimiserState {
  private final OptimiserLayout layout;
  private final float[][] values;

  /**
   * @param length number of parameters
   */
  OptimiserState(OptimiserLayout layout, int length) {
    this.layout = layout;
    int kinds = layout.runs().stream().mapToInt(Run::states).max().orElse(0);
    this.values = new float[kinds][length];
  }

  /** One array for each kind of state; unused where a parameter's rule keeps less. */
  float[][] values() {
    return values;
  }

  List<float[]> arrays() {
    return Arrays.asList(values);
  }

  /** Takes over a state in the order of the layout; an empty one starts afresh. */
  void load(float[] state) {
    if (state.length == 0) {
      forEach((offset, kind, from, n) -> Arrays.fill(values[kind], from, from + n, 0f));
      layout.runs().forEach(this::begin);
    } else {
      forEach((offset, kind, from, n) -> System.arraycopy(state, offset, values[kind], from, n));
    }
  }

  /** AdaGrad's sums begin at its epsilon, as in Deeplearning4j. */
  private void begin(Run run) {
    UpdateRule rule = run.optimiser().rule();
    if (rule.kind() == UpdateRule.Kind.ADAGRAD) {
      Arrays.fill(values[0], run.from(), run.to(), (float) rule.number(0));
    }
  }

  /** The state in the order of the layout. */
  float[] unpacked(Packing packing) {
    float[] state = new float[layout.length()];
    float[][] unpacked = Arrays.stream(values).map(float[]::clone).toArray(float[][]::new);
    Arrays.stream(unpacked).forEach(packing::unpack);
    forEach((offset, kind, from, n) -> System.arraycopy(unpacked[kind], from, state, offset, n));
    return state;
  }

  private interface Stretches {
    void take(int offset, int kind, int from, int n);
  }

  private void forEach(Stretches stretches) {
    for (Run run : layout.runs()) {
      int n = run.to() - run.from();
      for (int kind = 0; kind < run.states(); kind++) {
        stretches.take(run.offset() + kind * n, kind, run.from(), n);
      }
    }
  }
}
