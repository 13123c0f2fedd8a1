package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedConfigurationsTest {
  private static final Path FOLDER = Path.of("..", "conf");

  static List<Path> configurations() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".conf") && !file.endsWith("reference.conf"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyConfigurationReadsAndIsNamedAfterItsRun(Path file) throws IOException {
    Plan plan = PlanReader.read(Files.readString(file), file.toString(), List.of());

    assertThat(file.getFileName()).hasToString(plan.run().name() + ".conf");
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyConfigurationShowsTheCommandThatRunsIt(Path file) throws IOException {
    assertThat(Files.readString(file))
        .contains("deploy/bin/espalier run conf/" + file.getFileName());
  }
}
