package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.engine.Draws;
import io.espalier.model.Network;
import io.espalier.objective.LossFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way back through a network, from what it is trained towards. */
final class GradientPass implements AutoCloseable {
  private final List<Pass> passes;
  private final LearnedParameters parameters;
  private final Aim aim;
  private final Optional<Attack> attack;

  /**
   * @param passes of the network, in order
   * @param given what each node gives
   * @param attacked the one of the passes that the lesson attacks, if it attacks any
   */
  GradientPass(
      Lesson lesson,
      Network network,
      List<Pass> passes,
      LearnedParameters parameters,
      Map<String, Connection> given,
      Optional<AttackPass> attacked,
      LossFunction loss) {
    this.passes = passes;
    this.parameters = parameters;
    this.aim = Aim.of(lesson, network, loss, given);
    LossPass labels = new LossPass(loss, given.get(network.output()));
    this.attack =
        attacked.map(place -> new Attack(lesson.objective(), place, passes, parameters, labels));
  }

  /**
   * Writes the gradient, after a forward pass with these draws.
   *
   * @return what is minimised, summed over examples
   */
  double run(Batch batch, Draws draws) {
    double sum = aim.backward(batch);
    for (int i = passes.size() - 1; i >= 0; i--) {
      passes.get(i).backward();
    }
    parameters.collect();
    return attack.isPresent() ? sum + attack.get().backward(batch, draws) : sum;
  }

  @Override
  public void close() {
    aim.close();
  }
}
