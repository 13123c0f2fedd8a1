package io.espalier.format;

import io.espalier.model.InputException;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a network is trained, and how far it is. The array is shared, not copied. Files leave out an
 * optimiser that keeps nothing yet.
 *
 * @param rules of each layer with parameters
 * @param optimiser what it keeps, in the order of {@link OptimiserLayout}
 * @param iteration optimiser steps done
 * @param epoch passes over the training split done
 */
public record SavedTraining(Training rules, float[] optimiser, int iteration, int epoch) {
  /**
   * By these rules from the beginning.
   *
   * @throws InputException if the rules do not fit the network
   */
  public static SavedTraining fresh(Network network, Training rules) {
    return fresh(network, rules, 0, 0);
  }

  static SavedTraining fresh(Network network, Training rules, int iteration, int epoch) {
    List<String> problems = new ArrayList<>();
    new SavedTraining(rules, new float[0], iteration, epoch).checkRules(network, problems);
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    int length = OptimiserLayout.of(network.layout(), rules).length();
    return new SavedTraining(rules, new float[length], iteration, epoch);
  }

  /** Whether the optimiser keeps something, so that a file must hold it. */
  boolean keepsSomething() {
    for (float value : optimiser) {
      if (Float.floatToRawIntBits(value) != 0) {
        return true;
      }
    }
    return false;
  }

  /** What does not fit the network. */
  List<String> problems(Network network) {
    List<String> problems = new ArrayList<>();
    checkRules(network, problems);
    if (problems.isEmpty()) {
      int length = OptimiserLayout.of(network.layout(), rules).length();
      Content.expect(optimiser.length, length, "optimiser values", problems);
    }
    return problems;
  }

  /** Adds what does not fit the network, whatever the numbers are. */
  void checkRules(Network network, List<String> problems) {
    Set<String> layers = network.weighted().stream().map(Node::name).collect(Collectors.toSet());
    if (!rules.layers().keySet().equals(layers)) {
      problems.add(
          "it holds training rules of the layers %s, but its network has %s"
              .formatted(rules.layers().keySet(), layers));
    }
    if (iteration < 0 || epoch < 0) {
      problems.add(
          "iteration and epoch must be 0 or more, got %d and %d".formatted(iteration, epoch));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SavedTraining that
        && rules.equals(that.rules)
        && Arrays.equals(optimiser, that.optimiser)
        && iteration == that.iteration
        && epoch == that.epoch;
  }

  @Override
  public int hashCode() {
    return Objects.hash(rules, Arrays.hashCode(optimiser), iteration, epoch);
  }

  @Override
  public String toString() {
    return "SavedTraining[%d numbers, iteration %d, epoch %d]"
        .formatted(optimiser.length, iteration, epoch);
  }
}
