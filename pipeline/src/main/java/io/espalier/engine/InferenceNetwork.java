package io.espalier.engine;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.metric.Outputs;
import io.espalier.model.InputException;
import io.espalier.model.NetworkStructure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An exported network, ready to be asked: dense, compacted, or with those matrices stored sparsely
 * that have enough zeros. It needs neither Deeplearning4j nor Spark.
 *
 * <p>It never changes and may be shared by any number of threads, each of which gets a work space
 * of its own for the time of a call. The same question gets the same bits.
 */
public final class InferenceNetwork implements Predictor {
  /** Sequences from which on they are read side by side rather than one after another. */
  private static final int SIDE_BY_SIDE = 8;

  private final Stack stack;
  private final FixedParameters parameters;
  private final Queue<InferencePass> idle = new ConcurrentLinkedQueue<>();

  private InferenceNetwork(Stack stack, float[] parameters) {
    this.stack = stack;
    this.parameters = new FixedParameters(parameters);
  }

  /**
   * Reads a Deeplearning4j model zip, as {@code espalier run} exports it.
   *
   * @throws InputException if the file cannot be read, is damaged, or has layers that are not
   *     covered
   */
  public static InferenceNetwork read(Path zip) {
    NetworkZip content = NetworkZip.read(zip);
    return of(content.structure(), content.parameters());
  }

  /**
   * The network of a structure.
   *
   * @param parameters flat, in Deeplearning4j's order; shared, and never to be changed
   * @throws InputException if the structure has layers that are not covered, or asks for another
   *     number of parameters
   */
  public static InferenceNetwork of(NetworkStructure structure, float[] parameters) {
    Coverage coverage = StackReader.read(structure);
    if (coverage instanceof Coverage.Uncovered uncovered) {
      throw new InputException(
          "the network is not one that can be served without Deeplearning4j: "
              + uncovered.reason());
    }
    return of(coverage.stack().orElseThrow(), parameters);
  }

  /**
   * The network of a structure; empty where Deeplearning4j has to compute it.
   *
   * @param parameters flat, in Deeplearning4j's order; shared, and never to be changed
   */
  public static Optional<InferenceNetwork> covering(
      NetworkStructure structure, float[] parameters) {
    return StackReader.read(structure).stack().map(stack -> of(stack, parameters));
  }

  static InferenceNetwork of(Stack stack, float[] parameters) {
    if (parameters.length != stack.length()) {
      throw new InputException(
          "the network has %d parameters, got %d".formatted(stack.length(), parameters.length));
    }
    return new InferenceNetwork(stack, parameters);
  }

  /** Width of the vectors that it reads, or number of tokens that it knows. */
  public int inputs() {
    return stack.inputs();
  }

  /** Numbers that it says at a time: probabilities that sum to 1, or predicted targets. */
  public int outputs() {
    return stack.output().dense().weights().columns();
  }

  /**
   * Opens a stream: one sequence, read step by step.
   *
   * @throws InputException if a layer reads sequences backward, which needs their end first
   */
  public Session session() {
    boolean bidirectional =
        stack.layers().stream()
            .anyMatch(
                layer -> layer instanceof StackLayer.Lstm lstm && lstm.directions().size() > 1);
    if (bidirectional) {
      throw new InputException(
          "the network has a bidirectional layer, which reads a sequence from its end as well; give it whole sequences");
    }
    return new Session(new InferencePass(stack, parameters), outputs());
  }

  @Override
  public Outputs outputs(Batch batch) {
    int rows = stack.output().timed() ? batch.validSteps() : batch.size();
    float[] said = new float[rows * outputs()];
    try (Loan loan = new Loan()) {
      int at = 0;
      for (List<Sequence> some : sideBySide(batch)) {
        loan.pass.run(some);
        at = loan.pass.write(said, at);
      }
    }
    return new Outputs(rows, outputs(), said);
  }

  @Override
  public double loss(Batch batch) {
    return Losses.mean(stack.output().loss(), outputs(batch), batch);
  }

  @Override
  public double[] activations(Batch batch) {
    try (Loan loan = new Loan()) {
      double[] sums = new double[loan.pass.units()];
      for (List<Sequence> some : sideBySide(batch)) {
        loan.pass.run(some);
        loan.pass.addActivations(sums);
      }
      return sums;
    }
  }

  /** A batch as what is best read at a time. */
  private static List<List<Sequence>> sideBySide(Batch batch) {
    return batch.size() >= SIDE_BY_SIDE
        ? List.of(batch.sequences())
        : batch.sequences().stream().map(List::of).toList();
  }

  /** A work space for the time of a call. */
  private final class Loan implements AutoCloseable {
    private final InferencePass pass;

    Loan() {
      InferencePass found = idle.poll();
      pass = found == null ? new InferencePass(stack, parameters) : found;
    }

    @Override
    public void close() {
      idle.add(pass);
    }
  }
}
