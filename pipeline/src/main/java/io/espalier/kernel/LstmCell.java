package io.espalier.kernel;

import java.util.Arrays;
import java.util.Optional;

/**
 * One LSTM layer's arithmetic and the memory it works in: a forward pass, and a backward pass over
 * what the last forward pass kept. Memory grows to the largest batch seen and stays until {@link
 * #close}. Results are the same bits for the same input on the same machine. One thread at a time
 * may use a cell; cells do not disturb each other.
 */
public final class LstmCell implements AutoCloseable {
  /** What a forward pass keeps. */
  public enum Keep {
    /** Everything that the backward pass needs. */
    ALL_STEPS,
    /** The hidden states only. */
    OUTPUT
  }

  private final LstmTrace trace = new LstmTrace();
  private final LstmForward forward = new LstmForward();
  private final LstmBackward backward = new LstmBackward();
  private Keep kept = Keep.OUTPUT;

  /**
   * Runs the layer over a batch.
   *
   * @param shape the sizes
   * @param gates the gates' function
   * @param weights the layer's weights
   * @param input [step][input][batch]
   * @param start the state to start from
   * @param mask which steps count
   * @param keep what stays for later
   */
  public void forward(
      LstmShape shape,
      GateFunction gates,
      LstmWeights weights,
      Steps input,
      LstmState start,
      StepMask mask,
      Keep keep) {
    trace.reserve(shape, keep == Keep.ALL_STEPS ? shape.steps() : Math.min(2, shape.steps()));
    trace.gates = gates;
    trace.mask = mask;
    kept = keep;
    forward.run(trace, weights, input, start, keep);
  }

  /**
   * The hidden states of the last forward pass: step 0 is the start, step t + 1 follows input t.
   */
  public Steps hidden() {
    return new Steps(trace.hidden.span(), trace.shape.cells());
  }

  /** The state after the last step of the last forward pass. */
  public LstmState last() {
    int steps = trace.shape.steps();
    int n = trace.shape.cells();
    float[] hidden = new float[n];
    trace.hidden.buffer().get(steps * n, hidden, 0, n);
    float[] cell = trace.cell[kept == Keep.ALL_STEPS ? steps - 1 : (steps - 1) & 1];
    return new LstmState(hidden, Arrays.copyOf(cell, n));
  }

  /**
   * Back-propagates through the last forward pass, which must have kept all steps.
   *
   * @param weights the weights of the forward pass
   * @param input the input of the forward pass
   * @param outputError gradient of the loss by the output, [step][unit][batch]
   * @param firstStep the step to stop after, 0 for all
   * @param gradients the gradients are added to these
   * @param inputError overwritten from {@code firstStep} on by the gradient by the input
   */
  public void backward(
      LstmWeights weights,
      Steps input,
      Steps outputError,
      int firstStep,
      LstmWeights gradients,
      Optional<Steps> inputError) {
    if (kept != Keep.ALL_STEPS) {
      throw new IllegalStateException("the forward pass kept nothing to back-propagate through");
    }
    backward.run(trace, weights, input, outputError, firstStep, gradients, inputError);
  }

  /** Bytes that the last forward pass's trace holds. */
  public long traceBytes() {
    return trace.bytes();
  }

  /** Frees all memory; the cell may be used again and then starts anew. */
  @Override
  public void close() {
    kept = Keep.OUTPUT;
    trace.close();
    forward.close();
    backward.close();
  }
}
