package io.espalier.plan;

import static io.espalier.plan.Interval.above;
import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.Interval.upTo;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.NumberShapes.number;
import static io.espalier.plan.TextShapes.choice;

import com.typesafe.config.ConfigObject;
import io.espalier.model.NearestNames;
import io.espalier.objective.Goal;
import io.espalier.objective.Goal.Kl.Direction;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Declares what a training minimises. */
final class ObjectiveKeys {
  private static final String LEGAL =
      "one of %s, or a group of them with weights such as { supervised = 0.3, kl = 0.7 }"
          .formatted(String.join(", ", ObjectivePlan.GOALS));

  private ObjectiveKeys() {}

  /**
   * @param teacher what may be given as the teacher
   */
  static ObjectivePlan objective(Keys<ObjectivePlan> keys, ValueShape<TeacherPlan> teacher) {
    Keys<Goal.Distil> distil = keys.group("distil", ObjectivePlan::distil);
    Keys<Goal.Kl> kl = keys.group("kl", ObjectivePlan::kl);
    Keys<Goal.Adversarial> adversarial = keys.group("adversarial", ObjectivePlan::adversarial);
    return new ObjectivePlan(
        keys.key("objective", weights(), ObjectivePlan::weights),
        new Goal.Distil(
            distil.key("temperature", number(above(0)), Goal.Distil::temperature),
            distil.key("alpha", number(upTo(0, 1)), Goal.Distil::alpha)),
        new Goal.Kl(kl.key("direction", choice(Direction.class), Goal.Kl::direction)),
        new Goal.Contrastive(
            keys.group("contrastive", ObjectivePlan::contrastive)
                .key("temperature", number(above(0)), Goal.Contrastive::temperature)),
        new Goal.Adversarial(
            adversarial.key("epsilon", number(above(0)), Goal.Adversarial::epsilon),
            adversarial.key("steps", integer(atLeast(1), 1000), Goal.Adversarial::steps)),
        keys.key("teacher", teacher, ObjectivePlan::teacher));
  }

  private static ValueShape<Map<String, Double>> weights() {
    ValueShape<Double> weight = number(above(0));
    return new ValueShape<>(
        LEGAL, given -> weights(given, weight), ObjectiveKeys::written, Map.of("supervised", 1.0));
  }

  private static Optional<Map<String, Double>> weights(
      GivenValue given, ValueShape<Double> weight) {
    Map<String, Double> weights = new TreeMap<>();
    if (given.value() instanceof ConfigObject group) {
      group.forEach(
          (name, value) -> {
            GivenValue inner = new GivenValue(given.path() + "." + name, value, given.problems());
            if (isGoal(name, inner)) {
              weight.read(inner).ifPresent(read -> weights.put(name, read));
            }
          });
      if (group.isEmpty()) {
        return given.wrong("must be " + LEGAL);
      }
      return weights.size() == group.size() ? Optional.of(weights) : Optional.empty();
    }
    Optional<String> name = given.text();
    if (name.isEmpty()) {
      return given.wrong("must be " + LEGAL);
    }
    return ObjectivePlan.GOALS.contains(name.get())
        ? Optional.of(Map.of(name.get(), 1.0))
        : given.wrong("must be " + LEGAL, NearestNames.question(name.get(), ObjectivePlan.GOALS));
  }

  private static boolean isGoal(String name, GivenValue inner) {
    boolean known = ObjectivePlan.GOALS.contains(name);
    if (!known) {
      inner.say(
          "is no objective: take some of %s%s"
              .formatted(
                  String.join(", ", ObjectivePlan.GOALS),
                  NearestNames.question(name, ObjectivePlan.GOALS)));
    }
    return known;
  }

  private static Object written(Map<String, Double> weights) {
    return weights.size() == 1 && weights.containsValue(1.0)
        ? weights.keySet().iterator().next()
        : new TreeMap<>(weights);
  }
}
