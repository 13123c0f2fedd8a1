package io.espalier.model;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** What a node of a network computes, without its numbers. */
public sealed interface Layer extends Serializable {
  /**
   * Width of what it gives: that of what it reads, where nothing else is said.
   *
   * @param inputs width of what it reads; of a merge, of all that it reads together
   */
  default int outputs(int inputs) {
    return inputs;
  }

  /** What is done in training to what it reads. */
  default Noise noise() {
    return Noise.NONE;
  }

  /** Whether a bias is added. */
  enum Bias {
    PRESENT,
    ABSENT
  }

  /** A matrix of parameters, named inside its layer. */
  record Matrix(String name, Role role, int rows, int columns) {}

  /** A layer with parameters. */
  sealed interface Weighted extends Layer {
    LayerKind kind();

    /** Width of its input. */
    int inputs();

    /** Its units, in one direction. */
    int units();

    /** 1, or 2 for a bidirectional layer, whose outputs are put side by side, forward first. */
    default int directions() {
      return 1;
    }

    /** Its parameters in the order of the flat vector. */
    List<Matrix> matrices();

    /** The same layer with other widths. */
    Weighted resized(int inputs, int units);

    @Override
    default int outputs(int inputs) {
      return units() * directions();
    }
  }

  /** A layer that hands a state on from step to step. */
  sealed interface Recurrent extends Weighted {
    Activation activation();

    @Override
    Recurrent resized(int inputs, int units);
  }

  /**
   * LSTM (Hochreiter and Schmidhuber 1997) with the gates of Graves 2012, without peepholes.
   *
   * @param activation of block input and output
   * @param gates function of the three gates
   */
  record Lstm(int inputs, int units, Activation activation, Activation gates, Noise noise)
      implements Recurrent {
    @Override
    public LayerKind kind() {
      return LayerKind.LSTM;
    }

    @Override
    public List<Matrix> matrices() {
      return LayerMatrices.recurrent(this, 4, Stream.of());
    }

    @Override
    public Lstm resized(int newInputs, int newUnits) {
      return new Lstm(newInputs, newUnits, activation, gates, noise);
    }
  }

  /** LSTM with peepholes P [units, 3] (Graves 2012). */
  record GravesLstm(int inputs, int units, Activation activation, Activation gates, Noise noise)
      implements Recurrent {
    @Override
    public LayerKind kind() {
      return LayerKind.GRAVES_LSTM;
    }

    @Override
    public List<Matrix> matrices() {
      return LayerMatrices.recurrent(this, 4, Stream.of(new Matrix("P", Role.PEEPHOLE, units, 3)));
    }

    @Override
    public GravesLstm resized(int newInputs, int newUnits) {
      return new GravesLstm(newInputs, newUnits, activation, gates, noise);
    }
  }

  /** h = f(W x + RW h' + b) (Elman 1990). */
  record SimpleRnn(int inputs, int units, Activation activation, Noise noise) implements Recurrent {
    @Override
    public LayerKind kind() {
      return LayerKind.SIMPLE_RNN;
    }

    @Override
    public List<Matrix> matrices() {
      return LayerMatrices.recurrent(this, 1, Stream.of());
    }

    @Override
    public SimpleRnn resized(int newInputs, int newUnits) {
      return new SimpleRnn(newInputs, newUnits, activation, noise);
    }
  }

  /**
   * Two layers of one kind and size, one of which reads each sequence from its last valid step to
   * its first.
   *
   * @param noise of what both read, before their own
   */
  record Bidirectional(Recurrent forward, Recurrent backward, Noise noise) implements Weighted {
    public Bidirectional {
      if (forward.kind() != backward.kind()
          || forward.inputs() != backward.inputs()
          || forward.units() != backward.units()) {
        throw new IllegalArgumentException(
            "directions must be of one kind and size, got %s and %s".formatted(forward, backward));
      }
    }

    @Override
    public LayerKind kind() {
      return forward.kind();
    }

    @Override
    public int inputs() {
      return forward.inputs();
    }

    @Override
    public int units() {
      return forward.units();
    }

    @Override
    public int directions() {
      return 2;
    }

    @Override
    public List<Matrix> matrices() {
      return LayerMatrices.bothDirections(forward, backward);
    }

    @Override
    public Bidirectional resized(int newInputs, int newUnits) {
      return new Bidirectional(
          forward.resized(newInputs, newUnits), backward.resized(newInputs, newUnits), noise);
    }
  }

  /**
   * Turns each token into its row of W [tokens, units].
   *
   * @param inputs number of tokens
   */
  record Embedding(int inputs, int units, Bias bias, Activation activation, Noise noise)
      implements Weighted {
    @Override
    public LayerKind kind() {
      return LayerKind.EMBEDDING;
    }

    @Override
    public List<Matrix> matrices() {
      return LayerMatrices.fullyConnected(Role.EMBEDDING, inputs, units, bias);
    }

    @Override
    public Embedding resized(int newInputs, int newUnits) {
      return new Embedding(newInputs, newUnits, bias, activation, noise);
    }
  }

  /** f(W x + b), at every step of a sequence or once behind the pooling. */
  record Dense(int inputs, int units, Bias bias, Activation activation, Noise noise)
      implements Weighted {
    @Override
    public LayerKind kind() {
      return LayerKind.DENSE;
    }

    @Override
    public List<Matrix> matrices() {
      return LayerMatrices.fullyConnected(Role.DENSE_WEIGHT, inputs, units, bias);
    }

    @Override
    public Dense resized(int newInputs, int newUnits) {
      return new Dense(newInputs, newUnits, bias, activation, noise);
    }
  }

  /** A dense layer whose outputs the network says, and what they cost. */
  record Output(Dense dense, Loss loss) implements Weighted {
    @Override
    public LayerKind kind() {
      return LayerKind.OUTPUT;
    }

    @Override
    public int inputs() {
      return dense.inputs();
    }

    @Override
    public int units() {
      return dense.units();
    }

    @Override
    public Noise noise() {
      return dense.noise();
    }

    @Override
    public List<Matrix> matrices() {
      return dense.matrices();
    }

    @Override
    public Output resized(int newInputs, int newUnits) {
      return new Output(dense.resized(newInputs, newUnits), loss);
    }
  }

  /** Says what the dense layer before it gives, through a function, and what that costs. */
  record OutputLoss(Activation activation, Loss loss, Noise noise) implements Layer {}

  /** A function of each number. */
  record Activate(Activation activation, Noise noise) implements Layer {}

  /** Noise alone. */
  record Dropout(Noise noise) implements Layer {}

  /**
   * Makes one vector of the valid steps of a sequence.
   *
   * @param exponent p of {@link Reduction#NORM}, unused otherwise
   */
  record Pool(Reduction reduction, int exponent, Noise noise) implements Layer {
    public static Pool of(Reduction reduction) {
      return new Pool(reduction, 2, Noise.NONE);
    }
  }

  /** How the valid steps of a sequence become one vector. */
  enum Reduction {
    /** The last valid step. */
    LAST,
    /** First half of the vector at the last valid step, second half at the first. */
    BOTH_ENDS,
    MEAN,
    MAX,
    SUM,
    /** (Σ |x|^p)^(1/p). */
    NORM
  }

  /** Puts what several nodes give side by side. */
  record Merge() implements Layer {}
}
