package io.espalier.engine.training;

import io.espalier.model.Layer;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.objective.Objective;
import java.util.Optional;

/**
 * What a network is trained towards.
 *
 * @param teacher whom the objective compares with; there is one where it needs one
 */
public record Lesson(Objective objective, Optional<Teacher> teacher) {
  /** The network's own loss, on labels. */
  public static final Lesson SUPERVISED = new Lesson(Objective.SUPERVISED, Optional.empty());

  /** The input or embedding of a network that the objective attacks, if it attacks any. */
  Optional<String> attacked(Network network) {
    return objective
        .adversarial()
        .map(
            term ->
                network.nodes().stream()
                    .filter(node -> node.layer() instanceof Layer.Embedding)
                    .map(Node::name)
                    .findFirst()
                    .orElse(network.inputs().get(0)));
  }

  public Lesson {
    if (objective.needsTeacher() && teacher.isEmpty()) {
      throw new IllegalArgumentException(objective + " needs a teacher");
    }
  }
}
