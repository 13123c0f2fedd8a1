package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
  private static final List<String> LEGAL = List.of("magnitude-l1", "magnitude-l2", "taylor");

  @Test
  void findsNamesThatDifferByATypingError() {
    assertThat(NearestNames.of("tailor", LEGAL)).containsExactly("taylor");
    assertThat(NearestNames.of("magnitude-2", LEGAL)).startsWith("magnitude-l2");
    assertThat(NearestNames.question("tailor", LEGAL)).isEqualTo("; did you mean taylor?");
  }

  @Test
  void saysNothingWhenNothingIsNear() {
    assertThat(NearestNames.of("xyz", LEGAL)).isEmpty();
    assertThat(NearestNames.question("xyz", LEGAL)).isEmpty();
  }
}
