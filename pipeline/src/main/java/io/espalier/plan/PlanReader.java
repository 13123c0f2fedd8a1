package io.espalier.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import io.espalier.model.Complaint;
import io.espalier.model.InputException;
import java.util.List;

/** Reads a plan from HOCON, and reports everything that is wrong with it at once. */
public final class PlanReader {
  private PlanReader() {}

  /**
   * Reads a configuration over the defaults of {@code reference.conf}.
   *
   * @param text of the configuration file
   * @param origin its name, for messages
   * @param overrides {@code key=value}, later ones win over earlier ones and all over the text
   * @throws InputException with every problem of the keys, their values and their combinations
   */
  public static Plan read(String text, String origin, List<String> overrides) {
    try {
      return plan(text, origin, overrides);
    } catch (StackOverflowError | OutOfMemoryError e) {
      InputException problem =
          new InputException(
              "the configuration cannot be read: keys are nested too deeply, or substitutions"
                  + " repeat each other too often (%s)".formatted(origin));
      problem.initCause(e);
      throw problem;
    }
  }

  private static Plan plan(String text, String origin, List<String> overrides) {
    Problems problems = new Problems(origin);
    ConfigObject reference = reference();
    Config given = Overrides.parse(overrides, problems).withFallback(parse(text, origin));
    RepeatedKeys.check(text, origin, problems);
    ConfigObject user = resolve(given, origin);
    KnownKeys.check("", user, reference, problems);
    Config merged = user.toConfig().withFallback(reference);
    ConfigObject whole = TeacherShape.complete(PruningPasses.complete(merged.root()));
    Section root = new Section("", whole, reference, problems);
    Plan plan = PlanKeys.plan(new ReadKeys<>(root));
    CrossChecks.check(plan, root);
    problems.throwIfAny();
    return plan;
  }

  /** The defaults of every key. */
  static ConfigObject reference() {
    return ConfigFactory.parseResources(
            PlanReader.class,
            "reference.conf",
            ConfigParseOptions.defaults()
                .setAllowMissing(false)
                .setOriginDescription(Problems.DEFAULTS))
        .root();
  }

  private static Config parse(String text, String origin) {
    HoconBounds.check(text, origin);
    try {
      return ConfigFactory.parseString(
          text,
          ConfigParseOptions.defaults().setOriginDescription(origin).setIncluder(new NoIncludes()));
    } catch (ConfigException e) {
      throw unreadable(e, origin);
    }
  }

  private static ConfigObject resolve(Config given, String origin) {
    try {
      return given
          .resolve(ConfigResolveOptions.noSystem().appendResolver(new Environment(System.getenv())))
          .root();
    } catch (ConfigException e) {
      throw unreadable(e, origin);
    }
  }

  private static InputException unreadable(ConfigException e, String origin) {
    String place = e.origin() == null ? origin : Problems.place(e.origin());
    String prefix = e.origin() == null ? "" : e.origin().description() + ": ";
    String message =
        e.getMessage().startsWith(prefix)
            ? e.getMessage().substring(prefix.length())
            : e.getMessage();
    return new InputException(
        "the configuration cannot be read: %s (%s)".formatted(Complaint.of(message), place));
  }
}
