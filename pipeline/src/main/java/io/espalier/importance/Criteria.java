package io.espalier.importance;

import io.espalier.model.InputException;
import io.espalier.model.NearestNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The registered criteria, one line each. */
public final class Criteria {
  private static final Map<String, LongFunction<Criterion>> REGISTERED = new LinkedHashMap<>();

  static {
    REGISTERED.put("magnitude-l1", seed -> new MagnitudeL1());
    REGISTERED.put("magnitude-l2", seed -> new MagnitudeL2());
    REGISTERED.put("gradient", seed -> new Gradient());
    REGISTERED.put("snip", seed -> new Snip());
    REGISTERED.put("taylor", seed -> new Taylor());
    REGISTERED.put("activation", seed -> new UnitActivation());
    REGISTERED.put("random", RandomCriterion::new);
  }

  private Criteria() {}

  /** Names of all criteria, in a fixed order. */
  public static List<String> names() {
    return List.copyOf(REGISTERED.keySet());
  }

  /**
   * The criterion of this name.
   *
   * @param seed of criteria that draw random numbers
   * @throws InputException for an unknown name, with the nearest and all legal ones
   */
  public static Criterion named(String name, long seed) {
    LongFunction<Criterion> criterion = REGISTERED.get(name);
    if (criterion == null) {
      throw new InputException(
          "prune.criterion must be one of %s, got %s%s"
              .formatted(String.join(", ", names()), name, NearestNames.question(name, names())));
    }
    return criterion.apply(seed);
  }
}
