package io.espalier.importance;

import io.espalier.model.Registry;
import java.util.List;

/** The registered criteria. */
public final class Criteria {
  private Criteria() {}

  /** Names of all criteria, in a fixed order. */
  public static List<String> names() {
    return registered().names();
  }

  /**
   * The criterion of this name.
   *
   * @param seed of criteria that draw random numbers
   * @throws io.espalier.model.InputException for an unknown name, with the nearest and all legal
   *     ones
   */
  public static Criterion named(String name, long seed) {
    return registered().named(name).seeded(seed);
  }

  private static Registry<Criterion> registered() {
    return Registry.of(Criterion.class, "prune.criterion");
  }
}
