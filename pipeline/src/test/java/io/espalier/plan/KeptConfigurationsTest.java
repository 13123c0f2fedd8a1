package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations as version 0.1.0 came with them, and as it resolved them. */
class KeptConfigurationsTest {
  private static String kept(String name) throws IOException {
    try (InputStream file =
        KeptConfigurationsTest.class.getResourceAsStream("0.1.0/" + name + ".conf")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "character-language-model",
        "forecasting",
        "intent-classification",
        "quickstart",
        "sensor-classification",
        "unit-pruning"
      })
  void readsToThePlanItAlwaysRead(String name) throws IOException {
    Plan plan = PlanReader.read(kept(name), name, List.of());

    String resolved = kept("resolved/" + name);
    assertThat(PlanReader.read(resolved, name, List.of())).isEqualTo(plan);
    Config written = ConfigFactory.parseString(PlanHocon.of(plan));
    Config before = ConfigFactory.parseString(resolved);
    for (String path : KnownKeys.paths("", before.root())) {
      if (!(before.getValue(path) instanceof ConfigObject)) {
        assertThat(written.getValue(path)).as(path).isEqualTo(before.getValue(path));
      }
    }
  }
}
