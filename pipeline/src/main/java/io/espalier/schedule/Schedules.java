package io.espalier.schedule;

import io.espalier.model.InputException;
import io.espalier.model.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registered schedules, one line each. */
public final class Schedules {
  private interface Maker {
    Schedule make(int levels, double sparsity);
  }

  private static final Map<String, Maker> REGISTERED = new LinkedHashMap<>();

  static {
    REGISTERED.put("one-shot", (levels, sparsity) -> new OneShot(sparsity));
    REGISTERED.put("iterative", Iterative::new);
    REGISTERED.put("cubic", Cubic::new);
  }

  private Schedules() {}

  /** Names of all schedules, in a fixed order. */
  public static List<String> names() {
    return List.copyOf(REGISTERED.keySet());
  }

  /**
   * The schedule of this name.
   *
   * @param levels number of levels, at least 1; one-shot has one whatever is asked
   * @param sparsity at the last level, in [0, 1)
   * @throws InputException listing everything that is wrong
   */
  public static Schedule named(String type, int levels, double sparsity) {
    List<String> problems = new ArrayList<>();
    if (!REGISTERED.containsKey(type)) {
      problems.add(
          "prune.schedule.type must be one of %s, got %s%s"
              .formatted(String.join(", ", names()), type, NearestNames.question(type, names())));
    }
    if (levels < 1) {
      problems.add("prune.schedule.levels must be at least 1, got %d".formatted(levels));
    }
    if (!(sparsity >= 0 && sparsity < 1)) {
      problems.add("prune.schedule.sparsity must be in [0, 1), got %s".formatted(sparsity));
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return REGISTERED.get(type).make(levels, sparsity);
  }
}
