package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.DoubleNetwork;
import io.espalier.model.Network;
import io.espalier.objective.Goal;
import java.util.HashMap;
import java.util.Map;

/** Attacks by central differences, one number of one sequence at a time. */
final class DoubleAttack {
  private static final float STEP = 1e-3f;

  private DoubleAttack() {}

  /** What an adversarial goal makes of the sequences of a batch; nothing for other goals. */
  static Map<Sequence, Sequence> on(Goal goal, Network network, double[] parameters, Batch batch) {
    Map<Sequence, Sequence> attacked = new HashMap<>();
    if (goal instanceof Goal.Adversarial adversarial) {
      DoubleNetwork reference = new DoubleNetwork(network, parameters.clone());
      for (Sequence sequence : batch.sequences()) {
        attacked.put(sequence, attacked(adversarial, network, reference, sequence));
      }
    }
    return attacked;
  }

  private static Sequence attacked(
      Goal.Adversarial goal, Network network, DoubleNetwork reference, Sequence clean) {
    double size = Math.min(1, 2.5 / goal.steps()) * goal.epsilon();
    Sequence now = clean;
    for (int step = 0; step < goal.steps(); step++) {
      float[] next = now.values().clone();
      for (int i = 0; i < next.length; i++) {
        double slope =
            loss(network, reference, with(now, i, STEP))
                - loss(network, reference, with(now, i, -STEP));
        double moved = next[i] - clean.values()[i] + size * Math.signum(slope);
        next[i] =
            (float)
                (clean.values()[i] + Math.max(-goal.epsilon(), Math.min(goal.epsilon(), moved)));
      }
      now = like(clean, next);
    }
    return now;
  }

  private static double loss(Network network, DoubleNetwork reference, Sequence sequence) {
    return DoublePrecisionTest.loss(network, reference.outputs(sequence), sequence);
  }

  private static Sequence with(Sequence sequence, int place, float more) {
    float[] values = sequence.values().clone();
    values[place] += more;
    return like(sequence, values);
  }

  private static Sequence like(Sequence sequence, float[] values) {
    return Sequence.ofValues(sequence.id(), values, sequence.features(), sequence.target());
  }
}
