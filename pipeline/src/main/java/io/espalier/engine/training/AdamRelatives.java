package io.espalier.engine.training;

import io.espalier.model.UpdateRule;

/** The rules akin to Adam, with Deeplearning4j's definitions and states. */
final class AdamRelatives {
  /** Added to AdaMax's norm, which is 0 where no gradient has ever been. */
  private static final float TINY = 1e-32f;

  private AdamRelatives() {}

  /** As {@link RuleArithmetic#apply}. */
  static void apply(
      UpdateRule rule,
      float[] gradient,
      float[][] state,
      int from,
      int to,
      double rate,
      int iteration) {
    double correction1 = 1 - Math.pow(rule.number(0), iteration + 1.0);
    double correction2 = 1 - Math.pow(rule.number(1), iteration + 1.0);
    float corrected = (float) (rate / correction1);
    float both = (float) (rate * Math.sqrt(correction2) / correction1);
    switch (rule.kind()) {
      case ADAMAX -> adaMax(rule, gradient, state, from, to, corrected);
      case NADAM -> nadam(rule, gradient, state, from, to, corrected);
      case AMSGRAD -> amsGrad(rule, gradient, state, from, to, both);
      case ADABELIEF -> adaBelief(rule, gradient, state, from, to, both);
      default -> throw new IllegalArgumentException(rule + " is not akin to Adam");
    }
  }

  private static void adaMax(
      UpdateRule rule, float[] gradient, float[][] state, int from, int to, float factor) {
    float old1 = (float) rule.number(0);
    float fresh1 = (float) (1 - rule.number(0));
    float old2 = (float) rule.number(1);
    float[] mean = state[0];
    float[] norm = state[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = old1 * mean[i] + fresh1 * g;
      float u = Math.max(old2 * norm[i], Math.abs(g));
      mean[i] = m;
      norm[i] = u;
      gradient[i] = factor * m / (u + TINY);
    }
  }

  private static void nadam(
      UpdateRule rule, float[] gradient, float[][] state, int from, int to, float factor) {
    float old1 = (float) rule.number(0);
    float fresh1 = (float) (1 - rule.number(0));
    float old2 = (float) rule.number(1);
    float fresh2 = (float) (1 - rule.number(1));
    float floor = (float) rule.number(2);
    float[] mean = state[0];
    float[] square = state[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = old1 * mean[i] + fresh1 * g;
      float v = old2 * square[i] + fresh2 * (g * g);
      mean[i] = m;
      square[i] = v;
      gradient[i] = factor * (old1 * m + fresh1 * g) / ((float) Math.sqrt(v) + floor);
    }
  }

  private static void amsGrad(
      UpdateRule rule, float[] gradient, float[][] state, int from, int to, float factor) {
    float old1 = (float) rule.number(0);
    float fresh1 = (float) (1 - rule.number(0));
    float old2 = (float) rule.number(1);
    float fresh2 = (float) (1 - rule.number(1));
    float floor = (float) rule.number(2);
    float[] mean = state[0];
    float[] square = state[1];
    float[] largest = state[2];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = old1 * mean[i] + fresh1 * g;
      float v = old2 * square[i] + fresh2 * (g * g);
      float most = Math.max(largest[i], v);
      mean[i] = m;
      square[i] = v;
      largest[i] = most;
      gradient[i] = factor * m / ((float) Math.sqrt(most) + floor);
    }
  }

  private static void adaBelief(
      UpdateRule rule, float[] gradient, float[][] state, int from, int to, float factor) {
    float old1 = (float) rule.number(0);
    float fresh1 = (float) (1 - rule.number(0));
    float old2 = (float) rule.number(1);
    float fresh2 = (float) (1 - rule.number(1));
    float floor = (float) rule.number(2);
    float[] mean = state[0];
    float[] surprise = state[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = old1 * mean[i] + fresh1 * g;
      float s = old2 * surprise[i] + fresh2 * ((g - m) * (g - m)) + floor;
      mean[i] = m;
      surprise[i] = s;
      gradient[i] = factor * m / ((float) Math.sqrt(s) + floor);
    }
  }
}
