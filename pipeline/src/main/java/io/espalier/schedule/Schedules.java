package io.espalier.schedule;

import io.espalier.model.InputException;
import io.espalier.model.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The registered schedules. */
public final class Schedules {
  private Schedules() {}

  /** Names of all schedules, in a fixed order. */
  public static List<String> names() {
    return registered().names();
  }

  /**
   * The levels of the schedule of this name.
   *
   * @param levels number of levels, at least 1; one-shot has one whatever is asked
   * @param sparsity at the last level, in [0, 1)
   * @throws InputException listing everything that is wrong
   */
  public static List<Level> levels(String type, int levels, double sparsity) {
    List<String> problems = new ArrayList<>();
    Optional<Schedule> schedule = registered().find(type, problems::add);
    if (levels < 1) {
      problems.add("prune.schedule.levels must be at least 1, got %d".formatted(levels));
    }
    if (!(sparsity >= 0 && sparsity < 1)) {
      problems.add("prune.schedule.sparsity must be in [0, 1), got %s".formatted(sparsity));
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return schedule.orElseThrow().levels(levels, sparsity);
  }

  private static Registry<Schedule> registered() {
    return Registry.of(Schedule.class, "prune.schedule.type");
  }
}
