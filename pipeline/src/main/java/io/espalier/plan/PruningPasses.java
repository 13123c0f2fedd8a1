package io.espalier.plan;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code prune.passes}: groups of the keys of {@code prune}, which has what they leave out. */
final class PruningPasses {
  private static final String PASSES = "passes";

  private static final ConfigObject REFERENCE = reference();

  private PruningPasses() {}

  /** Defaults of the keys that a pass has. */
  private static ConfigObject reference() {
    List<DeclaredKey> declared = new ArrayList<>();
    ConfigObject prune = (ConfigObject) PlanReader.reference().get("prune");
    PruneKeys.pass(new DeclaredKeys<>("", prune, declared));
    ConfigObject reference = prune;
    for (String key : new TreeSet<>(prune.keySet())) {
      if (declared.stream().noneMatch(one -> one.path().split("\\.")[0].equals(key))) {
        reference = reference.withoutKey(key);
      }
    }
    return reference;
  }

  static ValueShape<List<PrunePlan>> shape() {
    return new ValueShape<>(
        "a list of groups of these keys, one for each pass",
        PruningPasses::read,
        passes -> passes.stream().map(PruningPasses::written).toList(),
        List.of());
  }

  private static Optional<List<PrunePlan>> read(GivenValue given) {
    if (!(given.value() instanceof ConfigList list)) {
      return given.wrong("must be a list");
    }
    List<PrunePlan> passes = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String path = "%s[%d]".formatted(given.path(), i);
      if (list.get(i) instanceof ConfigObject keys) {
        KnownKeys.check(path, keys, REFERENCE, given.problems());
        passes.add(PruneKeys.pass(new ReadKeys<>(section(path, keys, given.problems()))));
      } else {
        String shown = list.get(i).render(ConfigRenderOptions.concise());
        new GivenValue(path, list.get(i), given.problems())
            .say("must be a group of keys such as { granularity = unit }, got " + shown);
      }
    }
    return Optional.of(passes);
  }

  private static Map<String, Object> written(PrunePlan pass) {
    Map<String, Object> written = new LinkedHashMap<>();
    PruneKeys.pass(new WrittenKeys<>(pass, written));
    return written;
  }

  private static Section section(String path, ConfigObject keys, Problems problems) {
    return new Section(path, (ConfigObject) keys.withFallback(REFERENCE), REFERENCE, problems);
  }

  /** The passes as sections; all of them have been read without a problem. */
  static List<Section> sections(Section prune) {
    List<Section> sections = new ArrayList<>();
    ConfigList passes = (ConfigList) prune.value(PASSES);
    for (int i = 0; i < passes.size(); i++) {
      String path = "prune.%s[%d]".formatted(PASSES, i);
      sections.add(section(path, (ConfigObject) passes.get(i), prune.problems()));
    }
    return sections;
  }

  /** A configuration in which every pass has the keys of {@code prune} that it leaves out. */
  static ConfigObject complete(ConfigObject root) {
    if (!(root.get("prune") instanceof ConfigObject prune)
        || !(prune.get(PASSES) instanceof ConfigList passes)) {
      return root;
    }
    List<ConfigValue> completed = new ArrayList<>();
    for (ConfigValue pass : passes) {
      completed.add(pass instanceof ConfigObject own ? completed(own, prune) : pass);
    }
    ConfigValue list = ConfigValueFactory.fromIterable(completed).withOrigin(passes.origin());
    return root.withValue("prune", prune.withValue(PASSES, list));
  }

  private static ConfigObject completed(ConfigObject own, ConfigObject prune) {
    ConfigObject lent = prune;
    for (String key : new TreeSet<>(prune.keySet())) {
      if (!REFERENCE.containsKey(key) || !isLent(key, own, prune)) {
        lent = lent.withoutKey(key);
      }
    }
    return (ConfigObject) own.withFallback(lent);
  }

  /** Whether a key of prune has a meaning for a pass that leaves it out. */
  private static boolean isLent(String key, ConfigObject own, ConfigObject prune) {
    String granularity = text("granularity", own.withFallback(prune));
    return switch (key) {
      case "block", "n-of-m" -> granularity.equals(key);
      case "gates" -> !granularity.equals("unit");
      case "layers" -> !granularity.equals("n-of-m") && !own.containsKey("scope");
      case "scope", "schedule", "keep-at-least" -> !granularity.equals("n-of-m");
      default -> true;
    };
  }

  private static String text(String key, Object from) {
    Object value = ((ConfigObject) from).get(key);
    return value instanceof ConfigValue given ? String.valueOf(given.unwrapped()) : "";
  }
}
