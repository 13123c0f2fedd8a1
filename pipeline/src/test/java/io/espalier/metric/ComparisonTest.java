package io.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void networkComparedWithItselfAgreesEntirely() {
    Outputs outputs = new Outputs(2, 2, new float[] {.75f, .25f, 0f, 1f});
    assertThat(Comparison.of(ExampleData.classes("a", "b")).add(outputs, outputs).values())
        .isEqualTo(Map.of("kl-to-dense", 0.0, "reverse-kl-to-dense", 0.0, "agreement", 1.0));
  }

  @Test
  void divergenceIsTheMeanOverRowsInNats() {
    Outputs dense = new Outputs(2, 2, new float[] {.5f, .5f, 0f, 1f});
    Outputs pruned = new Outputs(2, 2, new float[] {.25f, .75f, .5f, .5f});
    Map<String, Double> values =
        Comparison.of(ExampleData.classes("a", "b")).add(dense, pruned).values();
    double first = .5 * Math.log(.5 / .25) + .5 * Math.log(.5 / .75);
    assertThat(values.get("kl-to-dense")).isCloseTo((first + Math.log(2)) / 2, within(1e-12));
    assertThat(values.get("agreement")).isEqualTo(0.0);
    double back = .25 * Math.log(.25 / .5) + .75 * Math.log(.75 / .5);
    double lost = .5 * Math.log(.5 / 1e-15) + .5 * Math.log(.5 / 1);
    assertThat(values.get("reverse-kl-to-dense")).isCloseTo((back + lost) / 2, within(1e-9));
  }

  @Test
  void numbersAreComparedInOriginalUnits() {
    Outputs dense = new Outputs(2, 1, new float[] {0f, 1f});
    Outputs pruned = new Outputs(2, 1, new float[] {1f, 1f});
    Comparison first = Comparison.of(ExampleData.forecast("load")).add(dense, pruned);
    Comparison nothing = Comparison.of(ExampleData.forecast("load"));
    assertThat(first.merge(nothing).values())
        .isEqualTo(Map.of("rmse-to-dense", Math.sqrt(4 / 2.0)));
    assertThatThrownBy(nothing::values).isInstanceOf(IllegalStateException.class);
  }
}
