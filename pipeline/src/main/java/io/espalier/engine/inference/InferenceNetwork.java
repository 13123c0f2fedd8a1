package io.espalier.engine.inference;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.Examples;
import io.espalier.engine.Predictor;
import io.espalier.engine.Workspace;
import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.format.Limits;
import io.espalier.format.SeekableInput;
import io.espalier.metric.Outputs;
import io.espalier.model.InputException;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
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

  private final Network network;
  private final int inputs;
  private final int outputs;
  private final boolean timed;
  private final FixedParameters parameters;
  private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

  private InferenceNetwork(Network network, float[] parameters) {
    this.network = network;
    this.inputs = network.width(network.inputs().get(0));
    this.outputs = network.width(network.output());
    this.timed = network.isTimed(network.output());
    this.parameters = new FixedParameters(parameters);
    idle.add(new Workspace(network, this.parameters));
  }

  /**
   * Reads a network file: Espalier's own, or a Deeplearning4j model zip as {@code espalier run}
   * exports it.
   *
   * @throws InputException if the file cannot be read, is damaged, or is not supported
   */
  public static InferenceNetwork read(Path path) {
    try (SeekableInput file = SeekableInput.of(path)) {
      Content content = Formats.read(file, Limits.USUAL);
      return of(content.network(), content.parameters());
    } catch (IOException e) {
      throw unreadable(path, e);
    } catch (UncheckedIOException e) {
      throw unreadable(path, e.getCause());
    }
  }

  private static InputException unreadable(Path path, IOException cause) {
    InputException problem =
        new InputException("%s cannot be read: %s".formatted(path, cause.getMessage()));
    problem.initCause(cause);
    return problem;
  }

  /**
   * A network with its parameters.
   *
   * @param parameters in the order of the network's layout; shared, and never to be changed
   * @throws InputException if the network has another number of parameters, or cannot be computed
   */
  public static InferenceNetwork of(Network network, float[] parameters) {
    int length = network.layout().length();
    if (parameters.length != length) {
      throw new InputException(
          "the network has %d parameters, got %d".formatted(length, parameters.length));
    }
    return new InferenceNetwork(network, parameters);
  }

  /** Width of the vectors that it reads, or number of tokens that it knows. */
  public int inputs() {
    return inputs;
  }

  /** Numbers that it says at a time: probabilities that sum to 1, or predicted targets. */
  public int outputs() {
    return outputs;
  }

  /**
   * Opens a stream: one sequence, read step by step.
   *
   * @throws InputException if a layer reads sequences backward, which needs their end first
   */
  public Session session() {
    if (network.nodes().stream().anyMatch(node -> node.layer() instanceof Bidirectional)) {
      throw new InputException(
          "the network has a bidirectional layer, which reads a sequence from its end as well; give"
              + " it whole sequences");
    }
    return new Session(new Workspace(network, parameters), outputs());
  }

  @Override
  public Outputs outputs(Batch batch) {
    int rows = timed ? batch.validSteps() : batch.size();
    float[] said = new float[rows * outputs()];
    try (Loan loan = new Loan()) {
      int at = 0;
      for (List<Sequence> some : sideBySide(batch)) {
        loan.space.run(some);
        at = loan.space.output().write(said, at);
      }
    }
    return new Outputs(rows, outputs(), said);
  }

  @Override
  public double loss(Batch batch) {
    return Examples.meanLoss(Examples.loss(network), outputs(batch), batch);
  }

  @Override
  public double[] activations(Batch batch) {
    try (Loan loan = new Loan()) {
      double[] sums = new double[loan.space.hidden().count()];
      for (List<Sequence> some : sideBySide(batch)) {
        loan.space.run(some);
        loan.space.hidden().addActivity(sums);
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
    private final Workspace space;

    Loan() {
      Workspace found = idle.poll();
      space = found == null ? new Workspace(network, parameters) : found;
    }

    @Override
    public void close() {
      idle.add(space);
    }
  }
}
