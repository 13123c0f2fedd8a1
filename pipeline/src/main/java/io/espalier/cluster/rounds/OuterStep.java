package io.espalier.cluster.rounds;

import io.espalier.model.Velocity;
import io.espalier.plan.TrainPlan.Outer;

/**
 * What becomes of the parameters that replicas averaged: a step of gradient descent with Nesterov's
 * momentum, in which the change that the round made is the negative gradient (DiLoCo, Douillard et
 * al. 2023, arXiv 2311.08105). With d = before − average, v ← μ v + d and the parameters become
 * before − η (d + μ v). Pruned parameters stay exactly 0.
 *
 * @param parameters after it
 * @param velocity after it
 */
record OuterStep(float[] parameters, Velocity velocity) {
  public static OuterStep take(Outer outer, float[] before, float[] average, Velocity velocity) {
    if (outer.equals(Outer.NONE)) {
      return new OuterStep(average, velocity);
    }
    float[] old = velocity.isNone() ? new float[before.length] : velocity.values();
    float[] parameters = new float[before.length];
    float[] fresh = new float[before.length];
    for (int i = 0; i < before.length; i++) {
      double change = (double) before[i] - average[i];
      double moving = outer.momentum() * old[i] + change;
      fresh[i] = (float) moving;
      parameters[i] =
          (float) (before[i] - outer.learningRate() * (change + outer.momentum() * moving));
    }
    return new OuterStep(parameters, new Velocity(fresh));
  }
}
