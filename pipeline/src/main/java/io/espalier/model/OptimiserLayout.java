package io.espalier.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the numbers stand that optimisers keep between steps: neighbouring blocks that are updated
 * alike form a run, and for each run there is one stretch of numbers as long as the run for each
 * kind of state.
 */
public final class OptimiserLayout {
  private final List<Run> runs;

  private OptimiserLayout(List<Run> runs) {
    this.runs = List.copyOf(runs);
  }

  /**
   * Blocks that are updated alike.
   *
   * @param from first parameter
   * @param to behind the last one
   * @param optimiser of all of them, its penalties aside
   * @param states numbers kept of each: the rule's own, then what is tracked
   * @param offset where the run's numbers begin
   */
  public record Run(int from, int to, Optimiser optimiser, int states, int offset) {
    /** Numbers kept. */
    public int length() {
      return states * (to - from);
    }

    private boolean isLike(Optimiser other) {
      return optimiser.rule().equals(other.rule()) && optimiser.rate().equals(other.rate());
    }
  }

  public static OptimiserLayout of(ParameterLayout layout, Training training) {
    List<Run> runs = new ArrayList<>();
    int tracked = training.tracking() == Training.Tracking.MOVEMENT ? 1 : 0;
    for (ParameterBlock block : layout.blocks()) {
      Optimiser optimiser = training.of(layout.layers().get(block.layer()).name()).of(block.role());
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).isLike(optimiser)) {
        Run run = runs.get(last);
        runs.set(
            last, new Run(run.from(), block.end(), run.optimiser(), run.states(), run.offset()));
      } else {
        int offset = last < 0 ? 0 : runs.get(last).offset() + runs.get(last).length();
        int states = optimiser.rule().kind().states() + tracked;
        runs.add(new Run(block.offset(), block.end(), optimiser, states, offset));
      }
    }
    return new OptimiserLayout(runs);
  }

  /** The runs, in the order of the flat parameter vector. */
  public List<Run> runs() {
    return runs;
  }

  /** Numbers kept in all. */
  public int length() {
    return runs.isEmpty()
        ? 0
        : runs.get(runs.size() - 1).offset() + runs.get(runs.size() - 1).length();
  }

  /** The movement of each parameter in a training; empty where it is not tracked. */
  public static Optional<float[]> movement(NetworkState network, Training rules) {
    return rules.tracking() == Training.Tracking.MOVEMENT
        ? Optional.of(of(network.network().layout(), rules).tracked(network.optimiser()))
        : Optional.empty();
  }

  private float[] tracked(float[] state) {
    float[] tracked = new float[runs.get(runs.size() - 1).to()];
    for (Run run : runs) {
      int length = run.to() - run.from();
      int offset = run.offset() + run.length() - length;
      System.arraycopy(state, offset, tracked, run.from(), length);
    }
    return tracked;
  }

  /** For each number, the parameter it belongs to. */
  public int[] owners() {
    int[] owners = new int[length()];
    for (Run run : runs) {
      for (int i = 0; i < run.length(); i++) {
        owners[run.offset() + i] = run.from() + i % (run.to() - run.from());
      }
    }
    return owners;
  }
}
