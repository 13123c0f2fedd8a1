package io.espalier.model;

import java.io.Serializable;
import java.util.List;

/**
 * What training minimises for one example: a function of an output and of what it should be.
 *
 * @param kind of loss
 * @param weights one for each output; empty for equal ones
 * @param numbers further parameters in the order that the kind names
 */
public record Loss(Kind kind, List<Double> weights, List<Double> numbers) implements Serializable {
  /** Least probability in the logarithm of a cross-entropy while training. */
  public static final double LEAST_PROBABILITY = 1e-10;

  /** Cross-entropy −Σ y log p, for softmax. */
  public static final Loss CROSS_ENTROPY =
      new Loss(Kind.CROSS_ENTROPY, List.of(), List.of(LEAST_PROBABILITY));

  /** Squared error, its mean over the outputs of an example. */
  public static final Loss SQUARED_ERROR = new Loss(Kind.MEAN_SQUARED, List.of(), List.of());

  public Loss {
    weights = List.copyOf(weights);
    numbers = List.copyOf(numbers);
    if (numbers.size() != kind.numbers.size()) {
      throw new IllegalArgumentException(
          "%s takes %s, got %s".formatted(kind, kind.numbers, numbers));
    }
  }

  /** The losses, each with the names of its parameters; sums and means are over the outputs. */
  public enum Kind {
    CROSS_ENTROPY("least probability"),
    BINARY_CROSS_ENTROPY("least probability"),
    SPARSE_CROSS_ENTROPY("least probability"),
    MEAN_SQUARED,
    SQUARED,
    MEAN_ABSOLUTE,
    ABSOLUTE,
    MEAN_ABSOLUTE_PERCENTAGE,
    MEAN_SQUARED_LOGARITHMIC,
    KULLBACK_LEIBLER,
    POISSON,
    HINGE,
    SQUARED_HINGE,
    COSINE_PROXIMITY,
    WASSERSTEIN,
    F_MEASURE("beta"),
    MULTI_LABEL,
    MIXTURE_DENSITY("mixtures", "labels");

    private final List<String> numbers;

    Kind(String... numbers) {
      this.numbers = List.of(numbers);
    }

    /** Names of its parameters, in order. */
    public List<String> numbers() {
      return numbers;
    }
  }
}
