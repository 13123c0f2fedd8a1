package io.espalier.engine.training;

import io.espalier.model.UpdateRule;

/**
 * Turns gradients into what is subtracted from the parameters, with Deeplearning4j's definitions
 * and states.
 */
final class RuleArithmetic {
  private RuleArithmetic() {}

  /**
   * Replaces the gradient in [from, to) by the change.
   *
   * @param state one array as long as the gradient for each kind of state
   * @param rate learning rate now
   * @param momentum of Nesterov's rule now
   * @param iteration 0 for the first
   */
  static void apply(
      UpdateRule rule,
      float[] gradient,
      float[][] state,
      int from,
      int to,
      double rate,
      double momentum,
      int iteration) {
    switch (rule.kind()) {
      case NONE -> {}
      case SGD -> sgd(gradient, from, to, (float) rate);
      case NESTEROV -> nesterov(gradient, state[0], from, to, (float) rate, (float) momentum);
      case RMSPROP -> rmsProp(rule, gradient, state[0], from, to, (float) rate);
      case ADAM -> adam(rule, gradient, state, from, to, rate, iteration);
      case ADAGRAD -> adaGrad(rule, gradient, state[0], from, to, (float) rate);
      case ADADELTA -> adaDelta(rule, gradient, state, from, to);
      case ADAMAX, NADAM, AMSGRAD, ADABELIEF ->
          AdamRelatives.apply(rule, gradient, state, from, to, rate, iteration);
    }
  }

  private static void sgd(float[] gradient, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      gradient[i] = factor * gradient[i];
    }
  }

  private static void nesterov(
      float[] gradient, float[] v, int from, int to, float factor, float keep) {
    for (int i = from; i < to; i++) {
      float before = keep * v[i];
      float after = before - factor * gradient[i];
      v[i] = after;
      gradient[i] = before - (1f + keep) * after;
    }
  }

  private static void rmsProp(
      UpdateRule rule, float[] gradient, float[] cache, int from, int to, float factor) {
    float old = (float) rule.number(0);
    float fresh = (float) (1 - rule.number(0));
    float floor = (float) rule.number(1);
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float square = old * cache[i] + fresh * (g * g);
      cache[i] = square;
      gradient[i] = factor * g / ((float) Math.sqrt(square) + floor);
    }
  }

  /** Its first bias correction is inside the rate. */
  private static void adam(
      UpdateRule rule,
      float[] gradient,
      float[][] state,
      int from,
      int to,
      double rate,
      int iteration) {
    double power1 = Math.pow(rule.number(0), iteration + 1.0);
    double power2 = Math.pow(rule.number(1), iteration + 1.0);
    float factor = (float) (rate * Math.sqrt(1 - power2) / (1 - power1));
    float[] mean = state[0];
    float[] square = state[1];
    float old1 = (float) rule.number(0);
    float fresh1 = (float) (1 - rule.number(0));
    float old2 = (float) rule.number(1);
    float fresh2 = (float) (1 - rule.number(1));
    float floor = (float) rule.number(2);
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = old1 * mean[i] + fresh1 * g;
      float v = old2 * square[i] + fresh2 * (g * g);
      mean[i] = m;
      square[i] = v;
      gradient[i] = factor * m / ((float) Math.sqrt(v) + floor);
    }
  }

  private static void adaGrad(
      UpdateRule rule, float[] gradient, float[] sums, int from, int to, float factor) {
    float floor = (float) rule.number(0);
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float sum = sums[i] + g * g;
      sums[i] = sum;
      gradient[i] = factor * g / ((float) Math.sqrt(sum) + floor);
    }
  }

  private static void adaDelta(
      UpdateRule rule, float[] gradient, float[][] state, int from, int to) {
    float old = (float) rule.number(0);
    float fresh = (float) (1 - rule.number(0));
    float floor = (float) rule.number(1);
    float[] squares = state[0];
    float[] changes = state[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float square = old * squares[i] + fresh * (g * g);
      float change = g * (float) Math.sqrt(changes[i] + floor) / (float) Math.sqrt(square + floor);
      squares[i] = square;
      changes[i] = old * changes[i] + fresh * (change * change);
      gradient[i] = change;
    }
  }
}
