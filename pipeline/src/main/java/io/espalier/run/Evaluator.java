package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.metric.ClassFigures;
import io.espalier.model.NetworkState;
import io.espalier.plan.RobustnessPlan;
import java.util.List;
import java.util.Map;

/** Says how good a network is, and how faithful to another. */
public interface Evaluator {
  /**
   * Metrics of a network on one split, and how faithful it is to what it is compared with.
   *
   * @param title what people see
   */
  Evaluation evaluate(
      String title, NetworkState network, Reference reference, Dataset dataset, Split split);

  /** Writes what a network says of a split into a folder, to be compared with. */
  void writeOutputs(
      String title, NetworkState network, Dataset dataset, Split split, String folder);

  /**
   * Metrics of a network on one split as it is disturbed, in the order of the plan.
   *
   * @param seed of what is drawn
   */
  List<Disturbed> disturb(
      String title,
      NetworkState network,
      Dataset dataset,
      Split split,
      RobustnessPlan plan,
      long seed);

  /** How fast a network answers on sequences of the validation split. */
  Speed measure(String title, NetworkState network, Dataset dataset);

  /**
   * @param kind a key of {@code evaluate.robustness}
   * @param strength as it was asked for
   * @param metrics of the task, by name
   */
  record Disturbed(String kind, double strength, Map<String, Double> metrics) {}

  /** What a network is compared with. */
  sealed interface Reference {
    /** With nothing. */
    record None() implements Reference {}

    /**
     * With what another network says.
     *
     * @param dataset the same data, with the features that this one reads
     */
    record Network(NetworkState network, Dataset dataset) implements Reference {}

    /**
     * With what another network said of the same split.
     *
     * @param folder committed with {@link #writeOutputs}'s files
     */
    record Kept(String folder) implements Reference {}
  }

  /**
   * @param metrics of the task, by name
   * @param fidelity to what it was compared with, by name; empty where that was nothing
   * @param classes how it does on each class, where there are some
   */
  record Evaluation(
      Map<String, Double> metrics, Map<String, Double> fidelity, ClassFigures classes) {}
}
