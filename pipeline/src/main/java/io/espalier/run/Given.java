package io.espalier.run;

import io.espalier.data.Compatibility;
import io.espalier.data.DatasetInfo;
import io.espalier.engine.Examples;
import io.espalier.plan.ObjectivePlan;
import io.espalier.plan.Plan;
import io.espalier.plan.TeacherPlan;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The networks that a plan reads from files.
 *
 * @param network the plan starts from, if it names a file
 * @param teachers by the path that the plan names
 */
public record Given(Optional<Start> network, Map<String, Start> teachers) {
  public Given {
    teachers = Map.copyOf(teachers);
  }

  /** The paths of all teachers that a plan names, each with the key that does. */
  public static Map<String, String> teachers(Plan plan) {
    Map<String, String> keys = new TreeMap<>();
    add(plan.train().objective(), "train.teacher", keys);
    add(plan.recover().objective(), "recover.teacher", keys);
    return keys;
  }

  /** The network that a plan begins with, checked against the data. */
  Start start(Plan plan, DatasetInfo data) {
    Start start = network.orElseGet(() -> Start.of(plan, data));
    Compatibility.checkTraining(start.network(), data);
    Examples.loss(start.network());
    PruningRule.check(plan, start, data);
    TrainingSize.check(plan, start.network().layout(), data);
    new Lessons(plan, this, start).check(data);
    return start;
  }

  private static void add(ObjectivePlan objective, String key, Map<String, String> keys) {
    if (objective.teacher() instanceof TeacherPlan.File file) {
      keys.putIfAbsent(file.path(), key);
    } else if (objective.teacher() instanceof TeacherPlan.Own own) {
      if (own.network().isGiven()) {
        keys.putIfAbsent(own.network().from(), key + ".network.from");
      }
      add(own.train().objective(), key + ".train.teacher", keys);
    }
  }
}
