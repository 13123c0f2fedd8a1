package io.espalier.run;

import io.espalier.data.StableHash;
import io.espalier.model.Node;
import io.espalier.plan.Plan;
import io.espalier.store.Digests;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What fine-tuning starts from, by {@code recover.from}.
 *
 * @param start what training began from
 * @param towards what training learned
 */
record Rewinding(Fitting fitting, Start start, Tuition towards) {
  /** A pruned network with the weights that fine-tuning starts from. */
  Stage<Trained> of(Stage<Trained> pruned, Step step) {
    Plan plan = fitting.plan();
    return switch (plan.recover().rewind().from()) {
      case CURRENT, RATE -> pruned;
      case INITIAL -> new RewoundStage(pruned, untrained(start, "start"), step);
      case FRESH -> new RewoundStage(pruned, untrained(fresh(), "fresh weights"), step);
      case EPOCH -> new RewoundStage(pruned, trained(plan.recover().rewind().epoch()), step);
    };
  }

  private Stage<Trained> untrained(Start from, String label) {
    return new UntrainedStage(fitting, from, label);
  }

  private Stage<Trained> trained(int epochs) {
    Fitting.Effort effort = Fitting.Effort.beginning(fitting.plan(), epochs);
    return new TrainStage(fitting, start, "train to epoch " + epochs, effort, towards);
  }

  /** The same network with other random weights, which no training has seen. */
  private Start fresh() {
    Plan plan = fitting.plan();
    long seed = StableHash.of(plan.run().seed(), "fresh weights");
    return Start.of(
        start.network(),
        () ->
            plan.network().isGiven()
                ? FreshWeights.of(start.network(), forgetBiases(), seed)
                : NetworkBuilder.parameters(plan.network(), fitting.dataset().info(), seed),
        Digests.sha256(StageKey.of("fresh", start.fingerprint(), seed).text()));
  }

  /** Of a network from a file, which does not say what its biases began with: the usual ones. */
  private Map<String, Double> forgetBiases() {
    return start.network().weighted().stream().collect(Collectors.toMap(Node::name, node -> 1.0));
  }
}
