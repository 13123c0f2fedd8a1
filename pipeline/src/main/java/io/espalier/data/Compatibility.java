package io.espalier.data;

import io.espalier.model.Activation;
import io.espalier.model.InputException;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.NetworkRules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether a network and a dataset fit together. */
public final class Compatibility {
  private static final Set<Loss.Kind> OF_PROBABILITIES =
      EnumSet.of(
          Loss.Kind.CROSS_ENTROPY,
          Loss.Kind.SPARSE_CROSS_ENTROPY,
          Loss.Kind.BINARY_CROSS_ENTROPY,
          Loss.Kind.KULLBACK_LEIBLER);

  private static final Set<Activation.Kind> PROBABLE =
      EnumSet.of(Activation.Kind.SIGMOID, Activation.Kind.HARD_SIGMOID, Activation.Kind.SOFTMAX);

  private static final Set<Loss.Kind> OF_POSITIVES =
      EnumSet.of(Loss.Kind.POISSON, Loss.Kind.MEAN_SQUARED_LOGARITHMIC);

  private static final Set<Activation.Kind> POSITIVE =
      EnumSet.of(
          Activation.Kind.SIGMOID,
          Activation.Kind.HARD_SIGMOID,
          Activation.Kind.SOFTMAX,
          Activation.Kind.SOFTPLUS,
          Activation.Kind.RECTIFIED_TANH,
          Activation.Kind.THRESHOLDED_RELU,
          Activation.Kind.RELU,
          Activation.Kind.RELU6);

  private Compatibility() {}

  /**
   * Checks widths and what the output means, which is enough to predict.
   *
   * @throws InputException with everything that does not fit, or that is not supported at all
   */
  public static void check(Network network, DatasetInfo data) {
    refuse(problems(network, data));
  }

  /**
   * Checks the same, and that the loss can be computed of what the output gives.
   *
   * @throws InputException with everything that does not fit, or that is not supported at all
   */
  public static void checkTraining(Network network, DatasetInfo data) {
    List<String> problems = problems(network, data);
    loss(network, data.task(), problems);
    refuse(problems);
  }

  private static List<String> problems(Network network, DatasetInfo data) {
    NetworkRules.check(network);
    List<String> problems = new ArrayList<>();
    input(network, data, problems);
    output(network, data, problems);
    return problems;
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private static void input(Network network, DatasetInfo data, List<String> problems) {
    String first = network.weighted().get(0).name();
    int width = network.width(network.inputs().get(0));
    boolean tokens = data.input().isTokens();
    if (DataForm.readsIndices(network) && !tokens) {
      problems.add(
          "layer %s reads tokens, but the data has %d numeric features"
              .formatted(first, data.input().width()));
    } else if (width != data.input().width()) {
      problems.add(
          "layer %s reads %d %s, but the data has %d"
              .formatted(first, width, tokens ? "tokens" : "features", data.input().width()));
    }
  }

  private static void output(Network network, DatasetInfo data, List<String> problems) {
    String name = network.output();
    Task task = data.task();
    if (network.width(name) != data.outputWidth()) {
      problems.add(
          "layer %s gives %d numbers, but the data has %d %s"
              .formatted(
                  name,
                  network.width(name),
                  data.outputWidth(),
                  task.truth().isCategorical() ? "classes or tokens" : "targets"));
    }
    boolean given = network.isTimed(name);
    boolean timed = task.truth().isTimed();
    if (given != timed) {
      problems.add(
          "layer %s gives one output %s, but a %s network must give one %s%s"
              .formatted(
                  name,
                  each(given),
                  task.name(),
                  each(timed),
                  given ? "; put LastTimeStep or GlobalPoolingLayer before it" : ""));
    }
    if (task.truth().isCategorical() && !DataForm.givesSoftmax(network)) {
      problems.add(needsProbabilities(name, task));
    } else if (!task.truth().isCategorical() && DataForm.givesSoftmax(network)) {
      problems.add(
          "layer %s has softmax, which cannot predict the numbers of %s"
              .formatted(name, task.name()));
    }
  }

  private static String needsProbabilities(String name, Task task) {
    return "layer %s must have softmax and the loss MCXENT for %s".formatted(name, task.name());
  }

  /** A logarithm of what is below 0 is no number, which otherwise only training would find. */
  private static void loss(Network network, Task task, List<String> problems) {
    Loss.Kind loss = DataForm.loss(network);
    Activation.Kind activation = DataForm.activation(network).kind();
    boolean isSoftmax = DataForm.givesSoftmax(network);
    if (isSoftmax != task.truth().isCategorical()) {
      return; // which is a problem of its own
    }
    if (isSoftmax && !DataForm.givesProbabilities(network)) {
      problems.add(needsProbabilities(network.output(), task));
    } else if (OF_PROBABILITIES.contains(loss) && !PROBABLE.contains(activation)) {
      problems.add(
          "layer %s has the loss %s, which takes outputs in [0, 1], and %s gives others: take SIGMOID, or a loss such as MEAN_SQUARED"
              .formatted(network.output(), loss, activation));
    } else if (OF_POSITIVES.contains(loss) && !POSITIVE.contains(activation)) {
      problems.add(
          "layer %s has the loss %s, which takes outputs of at least 0, and %s gives others: take SOFTPLUS, or a loss such as MEAN_SQUARED"
              .formatted(network.output(), loss, activation));
    }
  }

  private static String each(boolean timed) {
    return timed ? "a time step" : "a sequence";
  }
}
