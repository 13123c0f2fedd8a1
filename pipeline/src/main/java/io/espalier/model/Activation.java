package io.espalier.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The function at the end of a layer.
 *
 * @param kind of function
 * @param numbers its parameters in the order that the kind names; empty for functions without any
 */
public record Activation(Kind kind, List<Double> numbers) implements Serializable {
  public static final Activation IDENTITY = of(Kind.IDENTITY);
  public static final Activation TANH = of(Kind.TANH);
  public static final Activation SIGMOID = of(Kind.SIGMOID);
  public static final Activation SOFTMAX = of(Kind.SOFTMAX);
  public static final Activation RELU = of(Kind.RELU, Double.POSITIVE_INFINITY, 0, 0);

  public Activation {
    numbers = List.copyOf(numbers);
    if (numbers.size() != kind.numbers.size()) {
      throw new IllegalArgumentException(
          "%s takes %s, got %s".formatted(kind, kind.numbers, numbers));
    }
  }

  public static Activation of(Kind kind, double... numbers) {
    return new Activation(kind, Arrays.stream(numbers).boxed().toList());
  }

  /** A parameter by its place. */
  public double number(int place) {
    return numbers.get(place);
  }

  /** The functions, each with the names of its parameters. */
  public enum Kind {
    IDENTITY,
    TANH,
    SIGMOID,
    HARD_SIGMOID,
    HARD_TANH,
    RATIONAL_TANH,
    RECTIFIED_TANH,
    RELU("max", "threshold", "negative slope"),
    RELU6,
    LEAKY_RELU("slope"),
    RANDOMISED_RELU("lower", "upper"),
    THRESHOLDED_RELU("threshold"),
    ELU("alpha"),
    SELU,
    GELU("precise"),
    MISH,
    SWISH,
    SOFTPLUS,
    SOFTSIGN,
    CUBE,
    SOFTMAX;

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
