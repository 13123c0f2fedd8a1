package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.engine.Draws;
import io.espalier.kernel.LaneArrays;
import io.espalier.objective.Goal;
import io.espalier.objective.Objective;
import java.util.List;

/**
 * The attacked half of an adversarial objective: the fast gradient sign method (Goodfellow et al.
 * 2014, arXiv 1412.6572) in one step, projected gradient descent (Madry et al. 2017, arXiv
 * 1706.06083) in several, against the loss on labels, under the noise of the step.
 */
final class Attack {
  /** Of the distance, in all steps together: more than there and back. */
  private static final double REACH = 2.5;

  private final Goal.Adversarial goal;
  private final double weight;
  private final boolean isAlone;
  private final AttackPass place;
  private final List<Pass> passes;
  private final LearnedParameters parameters;
  private final LossPass labels;
  private float[] kept = new float[0];

  /**
   * @param objective with an adversarial goal
   * @param passes of the whole network, {@code place} among them
   */
  Attack(
      Objective objective,
      AttackPass place,
      List<Pass> passes,
      LearnedParameters parameters,
      LossPass labels) {
    Objective.Term term = objective.adversarial().orElseThrow();
    this.goal = (Goal.Adversarial) term.goal();
    this.weight = term.weight() * (1 - goal.labels());
    this.isAlone = objective.terms().size() == 1;
    this.place = place;
    this.passes = passes;
    this.parameters = parameters;
    this.labels = labels;
  }

  /**
   * After the backward pass on a batch: adds the gradient on what an attack makes of it.
   *
   * @return the attacked loss, weighted and summed over examples
   */
  double backward(Batch batch, Draws draws) {
    float[] gradient = parameters.gradient();
    if (kept.length < gradient.length) {
      kept = new float[gradient.length];
    }
    System.arraycopy(gradient, 0, kept, 0, gradient.length);
    if (!isAlone) {
      pass(batch, draws); // the slopes so far are those of more than the loss on labels
    }
    double step = Math.min(1, REACH / goal.steps()) * goal.epsilon();
    double sum = 0;
    for (int i = 0; i < goal.steps(); i++) {
      place.advance(step, goal.epsilon());
      sum = pass(batch, draws);
    }
    place.retreat();
    LaneArrays.add(kept, gradient, gradient.length);
    return sum;
  }

  private double pass(Batch batch, Draws draws) {
    passes.forEach(pass -> pass.forward(draws));
    double sum = labels.backward(batch);
    labels.scale(weight);
    for (int i = passes.size() - 1; i >= 0; i--) {
      passes.get(i).backward();
    }
    parameters.collect();
    return weight * sum;
  }
}
