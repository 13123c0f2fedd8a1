package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.model.NetworkState;
import java.util.Map;

/** Says how good a network is, and how faithful to the dense one. */
public interface Evaluator {
  /** Metrics of a network on one split; {@code title} is what people see. */
  Evaluation evaluate(String title, NetworkState network, Dataset dataset, Split split);

  /** The same, and how faithful the network is to the dense one on that split. */
  Evaluation evaluate(
      String title, NetworkState network, NetworkState dense, Dataset dataset, Split split);

  /** How fast a network answers on sequences of the validation split. */
  Speed measure(String title, NetworkState network, Dataset dataset);

  /**
   * @param metrics of the task, by name
   * @param fidelity to the dense network, by name; empty where none was given
   */
  record Evaluation(Map<String, Double> metrics, Map<String, Double> fidelity) {}
}
