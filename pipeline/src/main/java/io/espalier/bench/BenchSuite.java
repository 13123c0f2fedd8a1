package io.espalier.bench;

import io.espalier.model.InputException;
import io.espalier.run.Progress;
import java.util.List;
import java.util.ServiceLoader;

/** Benchmarks that come with the sources rather than with the application, found as a service. */
public interface BenchSuite {
  /** How the command line calls it. */
  String name();

  /** Runs what was chosen. */
  Found run(Choice choice, Progress progress);

  /**
   * What came out.
   *
   * @param text for people
   * @param json for programs
   */
  record Found(String text, String json) {}

  /**
   * Which parts of a suite to run.
   *
   * @param configurations names; all where empty
   * @param cases beginnings of names; all where empty
   * @param seconds for each group of contestants
   */
  record Choice(List<String> configurations, List<String> cases, double seconds) {
    public Choice {
      configurations = List.copyOf(configurations);
      cases = List.copyOf(cases);
    }

    public boolean takesConfiguration(String name) {
      return configurations.isEmpty() || configurations.contains(name);
    }

    public boolean takesCase(String name) {
      return cases.isEmpty() || cases.stream().anyMatch(name::startsWith);
    }
  }

  /**
   * The suite of this name.
   *
   * @throws InputException if there is none
   */
  static BenchSuite named(String name) {
    List<BenchSuite> suites =
        ServiceLoader.load(BenchSuite.class).stream().map(ServiceLoader.Provider::get).toList();
    if (suites.isEmpty()) {
      throw new InputException(
          "bench --suite needs what stands in integration-tests; start deploy/bin/espalier from a"
              + " checkout of the sources");
    }
    return suites.stream()
        .filter(suite -> suite.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--suite must be one of %s, got %s"
                        .formatted(
                            String.join(", ", suites.stream().map(BenchSuite::name).toList()),
                            name)));
  }
}
