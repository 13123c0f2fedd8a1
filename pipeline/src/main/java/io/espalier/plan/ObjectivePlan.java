package io.espalier.plan;

import io.espalier.objective.Goal;
import io.espalier.objective.Objective;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a training minimises.
 *
 * @param weights of goals, by their names
 * @param distil numbers of that goal
 * @param kl numbers of that goal
 * @param contrastive numbers of that goal
 * @param adversarial numbers of that goal
 * @param teacher whom it learns from
 */
public record ObjectivePlan(
    Map<String, Double> weights,
    Goal.Distil distil,
    Goal.Kl kl,
    Goal.Contrastive contrastive,
    Goal.Adversarial adversarial,
    TeacherPlan teacher) {
  static final String SUPERVISED = "supervised";
  static final String DISTIL = "distil";
  static final String KL = "kl";
  static final String MATCH = "match";
  static final String CONTRASTIVE = "contrastive";
  static final String ADVERSARIAL = "adversarial";

  /** Names of all goals. */
  static final List<String> GOALS =
      List.of(SUPERVISED, DISTIL, KL, MATCH, CONTRASTIVE, ADVERSARIAL);

  /** Names of the goals that need a teacher. */
  static final List<String> TAUGHT = List.of(DISTIL, KL, MATCH, CONTRASTIVE);

  public ObjectivePlan {
    weights = Map.copyOf(weights);
  }

  /** Whether a goal is aimed at. */
  public boolean has(String goal) {
    return weights.containsKey(goal);
  }

  /** The goals with their weights and numbers. */
  public Objective objective() {
    return new Objective(
        new TreeMap<>(weights)
            .entrySet().stream()
                .map(entry -> new Objective.Term(goal(entry.getKey()), entry.getValue()))
                .toList());
  }

  private Goal goal(String name) {
    return switch (name) {
      case SUPERVISED -> new Goal.Supervised();
      case DISTIL -> distil;
      case KL -> kl;
      case MATCH -> new Goal.Match();
      case CONTRASTIVE -> contrastive;
      case ADVERSARIAL -> adversarial;
      default -> throw new IllegalArgumentException("no goal is called " + name);
    };
  }
}
