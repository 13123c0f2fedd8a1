package io.espalier.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How an optimiser turns gradients into changes.
 *
 * @param kind of rule
 * @param numbers its parameters in the order that the kind names
 * @param momentum of {@link Kind#NESTEROV}; 0 for the others
 */
public record UpdateRule(Kind kind, List<Double> numbers, RateSchedule momentum)
    implements Serializable {
  public UpdateRule {
    numbers = List.copyOf(numbers);
    if (numbers.size() != kind.numbers.size()) {
      throw new IllegalArgumentException(
          "%s takes %s, got %s".formatted(kind, kind.numbers, numbers));
    }
  }

  public static UpdateRule of(Kind kind, double... numbers) {
    return new UpdateRule(kind, Arrays.stream(numbers).boxed().toList(), new RateSchedule.Fixed(0));
  }

  public static UpdateRule nesterov(RateSchedule momentum) {
    return new UpdateRule(Kind.NESTEROV, List.of(), momentum);
  }

  /** A parameter by its place. */
  public double number(int place) {
    return numbers.get(place);
  }

  /** The rules, each with the numbers it keeps for every parameter and the names of its own. */
  public enum Kind {
    /** The gradient itself, without a learning rate. */
    NONE(0),
    /** Gradient descent. */
    SGD(0),
    /** Nesterov's momentum. */
    NESTEROV(1),
    /** RMSProp (Tieleman and Hinton 2012). */
    RMSPROP(1, "decay", "epsilon"),
    /** AdaGrad (Duchi et al. 2011). */
    ADAGRAD(1, "epsilon"),
    /** AdaDelta (Zeiler 2012, arXiv 1212.5701), which has no learning rate. */
    ADADELTA(2, "rho", "epsilon"),
    /** Adam (Kingma and Ba 2015, arXiv 1412.6980). */
    ADAM(2, "beta1", "beta2", "epsilon"),
    /** AdaMax (Kingma and Ba 2015, arXiv 1412.6980). */
    ADAMAX(2, "beta1", "beta2", "epsilon"),
    /** Nadam (Dozat 2016). */
    NADAM(2, "beta1", "beta2", "epsilon"),
    /** AMSGrad (Reddi et al. 2018, arXiv 1904.09237). */
    AMSGRAD(3, "beta1", "beta2", "epsilon"),
    /** AdaBelief (Zhuang et al. 2020, arXiv 2010.07468). */
    ADABELIEF(2, "beta1", "beta2", "epsilon");

    private final int states;
    private final List<String> numbers;

    Kind(int states, String... numbers) {
      this.states = states;
      this.numbers = List.of(numbers);
    }

    /** Whether it takes a learning rate. */
    public boolean hasRate() {
      return this != NONE && this != ADADELTA;
    }

    /** Numbers kept for each parameter between steps. */
    public int states() {
      return states;
    }

    /** Names of its parameters, in order. */
    public List<String> numbers() {
      return numbers;
    }
  }
}
