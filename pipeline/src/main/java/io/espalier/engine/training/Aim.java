package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.model.Network;
import io.espalier.objective.LossFunction;
import java.util.List;
import java.util.Map;

/** What the errors of a backward pass are those of. */
interface Aim extends AutoCloseable {
  /**
   * Writes the errors of the network's output and of whatever else it looks at, after the forward
   * pass and before that of any node back.
   *
   * @return what is minimised, summed over examples
   */
  double backward(Batch batch);

  @Override
  void close();

  /**
   * What a lesson asks of a network.
   *
   * @param given what each node gives
   */
  static Aim of(Lesson lesson, Network network, LossFunction loss, Map<String, Connection> given) {
    Connection output = given.get(network.output());
    LossPass labels = new LossPass(loss, output);
    if (lesson.objective().isSupervised()) {
      return labels;
    }
    List<ObjectivePass.Taught> losses =
        lesson.objective().terms().stream()
            .filter(term -> term.goal().needsOutputs())
            .map(term -> ObjectivePass.Taught.of(term, network, loss))
            .toList();
    Connection hidden = given.get(network.outputNode().from().get(0));
    return new ObjectivePass(lesson, losses, labels, output, hidden);
  }
}
