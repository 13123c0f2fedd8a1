package io.espalier.engine;

import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Network;
import io.espalier.model.Node;
import java.util.ArrayList;
import java.util.List;

/** Which networks the engine computes. */
final class Computable {
  private Computable() {}

  /**
   * @throws InputException with every reason why a network cannot be computed
   */
  static void check(Network network) {
    List<String> problems = new ArrayList<>();
    if (network.inputs().size() != 1) {
      problems.add(
          "the network reads %s, but a batch has one input; join them into one"
              .formatted(network.inputs()));
    }
    for (Node node : network.nodes()) {
      long timed = node.from().stream().filter(network::isTimed).count();
      if (timed != 0 && timed != node.from().size()) {
        problems.add(
            "node %s puts sequences of vectors and single vectors of %s side by side; pool the sequences first"
                .formatted(node.name(), node.from()));
      }
      boolean isRecurrent =
          node.layer() instanceof Layer.Recurrent || node.layer() instanceof Layer.Bidirectional;
      if (isRecurrent && timed == 0) {
        problems.add(
            "layer %s reads single vectors of %s, but needs sequences; put it before the pooling"
                .formatted(node.name(), node.from()));
      }
    }
    Layer last = network.outputNode().layer();
    if (!(last instanceof Layer.Output || last instanceof Layer.OutputLoss)) {
      problems.add(
          "layer %s is the network's output, which must be an Output or an OutputLoss"
              .formatted(network.output()));
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }
}
