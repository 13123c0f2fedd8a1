package io.espalier.engine;

import io.espalier.data.Sequence;
import io.espalier.kernel.Panel;
import java.util.ArrayList;
import java.util.List;

/** All layers of a network at work: a work space for one batch or one stream at a time. */
final class InferencePass {
  private final NetworkInput input;
  private final List<Runner> hidden = new ArrayList<>();
  private final DenseRunner output;

  InferencePass(Stack stack, FixedParameters parameters) {
    this.input = new NetworkInput(stack.inputs());
    StepInput below = input;
    for (StackLayer layer : stack.layers()) {
      Runner runner = runner(layer, below, parameters);
      hidden.add(runner);
      below = runner.output();
    }
    this.output = new DenseRunner(below, stack.output().dense(), parameters);
  }

  private static Runner runner(StackLayer layer, StepInput below, FixedParameters parameters) {
    if (layer instanceof StackLayer.Lstm lstm) {
      return new LstmRunner(below, lstm, parameters);
    }
    if (layer instanceof StackLayer.Dense dense) {
      return new DenseRunner(below, dense, parameters);
    }
    return layer instanceof StackLayer.Embedding embedding
        ? new EmbeddingRunner(below, embedding, parameters)
        : new PoolRunner((Track) below, ((StackLayer.Pool) layer).reduction());
  }

  /** Where the next steps are given. */
  NetworkInput input() {
    return input;
  }

  /** Forgets everything read so far. */
  void start() {
    for (int i = 0; i < hidden.size(); i++) {
      hidden.get(i).start();
    }
  }

  /** Reads the steps that were given. */
  void run() {
    for (int i = 0; i < hidden.size(); i++) {
      hidden.get(i).run();
    }
    output.run();
  }

  /** Reads whole sequences. */
  void run(List<Sequence> sequences) {
    input.read(sequences);
    start();
    run();
  }

  /** What the network said last: at each step, or of what was read as a whole. */
  Track output() {
    return output.output();
  }

  /** Writes what the network said, valid rows of one lane together, and returns where they end. */
  int write(float[] into, int at) {
    Track said = output();
    int count = said.lanes().count();
    for (int lane = 0; lane < count; lane++) {
      for (int step = 0; step < said.lanes().length(lane); step++) {
        Panel panel = said.at(step);
        float[] values = panel.values();
        for (int row = 0; row < panel.rows(); row++) {
          into[at++] = values[row * count + lane];
        }
      }
    }
    return at;
  }

  /** Hidden units of all layers. */
  int units() {
    return hidden.stream().mapToInt(Runner::units).sum();
  }

  /** Adds Σ|h| of the hidden units, layer by layer. */
  void addActivations(double[] sums) {
    int at = 0;
    for (Runner layer : hidden) {
      if (layer.units() > 0) {
        addActivations(layer.output(), layer.units(), sums, at);
        at += layer.units();
      }
    }
  }

  private static void addActivations(Track track, int units, double[] sums, int at) {
    Lanes lanes = track.lanes();
    for (int step = 0; step < lanes.steps(); step++) {
      float[] values = track.at(step).values();
      for (int i = 0; i < track.rows() * lanes.count(); i++) {
        if (lanes.has(i % lanes.count(), step)) {
          sums[at + i / lanes.count() % units] += Math.abs(values[i]);
        }
      }
    }
  }
}
