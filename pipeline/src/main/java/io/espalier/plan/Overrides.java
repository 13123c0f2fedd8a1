package io.espalier.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.espalier.model.Complaint;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Keys given on the command line. */
final class Overrides {
  private static final Pattern HOCON =
      Pattern.compile("(?s)[\\[{\"].*|true|false|null|[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

  private Overrides() {}

  /**
   * Numbers, flags, lists, groups and quoted texts are HOCON; everything else is a text as it
   * stands, so that {@code run.store=hdfs://name/folder} needs no quotes.
   *
   * @param overrides {@code key=value}, later ones win
   */
  static Config parse(List<String> overrides, Problems problems) {
    Config parsed = ConfigFactory.empty(Problems.OVERRIDES);
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        problems.add(
            override, "'%s' must have the form key=value".formatted(override), Problems.OVERRIDES);
        continue;
      }
      String key = override.substring(0, equals).strip();
      try {
        HoconBounds.check(key, Problems.OVERRIDES);
        List<String> path = ConfigUtil.splitPath(key);
        ConfigValue value = value(override.substring(equals + 1));
        if (!(value.unwrapped() instanceof String)) {
          RepeatedKeys.check(override, Problems.OVERRIDES, problems);
        }
        Config given = at(path, value);
        parsed = given.withFallback(parsed.withoutPath(ConfigUtil.joinPath(path)));
      } catch (ConfigException e) {
        problems.add(
            key,
            "'%s' cannot be read: %s".formatted(override, Complaint.of(e)),
            Problems.OVERRIDES);
      }
    }
    return parsed;
  }

  /** A value inside its groups, all of which come from the override, too. */
  private static Config at(List<String> path, ConfigValue value) {
    ConfigValue inside = value;
    for (int i = path.size() - 1; i >= 0; i--) {
      inside = ConfigValueFactory.fromMap(Map.of(path.get(i), inside), Problems.OVERRIDES);
    }
    return ((ConfigObject) inside).toConfig();
  }

  private static ConfigValue value(String text) {
    String stripped = text.strip();
    if (!HOCON.matcher(stripped).matches()) {
      return ConfigValueFactory.fromAnyRef(stripped, Problems.OVERRIDES);
    }
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setOriginDescription(Problems.OVERRIDES)
            .setIncluder(new NoIncludes());
    HoconBounds.check(stripped, Problems.OVERRIDES);
    return ConfigFactory.parseString("value = " + stripped, options).getValue("value");
  }
}
