package io.espalier.data.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.RawSequence;
import io.espalier.data.Task;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorsTest {
  static Iterable<String> names() {
    return Generators.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void sequenceDependsOnSeedAndIndexAlone(String name) {
    Generator first = Generators.of(name, Task.CLASSIFICATION, 60, 3);
    Generator second = Generators.of(name, Task.CLASSIFICATION, 60, 3);
    Generator other = Generators.of(name, Task.CLASSIFICATION, 60, 4);
    first.generate(5);
    assertThat(first.generate(7)).usingRecursiveComparison().isEqualTo(second.generate(7));
    assertThat(
            LongStream.range(0, 20)
                .filter(
                    i ->
                        Arrays.equals(first.generate(i).values(), other.generate(i).values())
                            && Arrays.equals(
                                first.generate(i).tokens(), other.generate(i).tokens()))
                .count())
        .isLessThan(20);
  }

  @Test
  void controlChartsFollowTheirFormulas() {
    Generator charts = Generators.of("control-charts", Task.CLASSIFICATION, 60, 1);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 600; i++) {
      RawSequence chart = charts.generate(i);
      double[] y = chart.values();
      assertThat(y).hasSize(60);
      double early = Arrays.stream(y, 0, 20).average().orElseThrow();
      double late = Arrays.stream(y, 40, 60).average().orElseThrow();
      counts.merge(chart.target().label(), 1, Integer::sum);
      switch (chart.target().label()) {
        case "normal" ->
            assertThat(Arrays.stream(y).boxed()).allMatch(value -> value >= 24 && value <= 36);
        case "cyclic" -> assertThat(Arrays.stream(y).max().orElseThrow()).isGreaterThan(36);
        case "increasing" -> assertThat(late - early).isBetween(40 * 0.2 - 4, 40 * 0.5 + 4);
        case "decreasing" -> assertThat(early - late).isBetween(40 * 0.2 - 4, 40 * 0.5 + 4);
        case "upward-shift" -> assertThat(late - early).isBetween(7.5 - 4, 20 + 4.0);
        default -> assertThat(early - late).isBetween(7.5 - 4, 20 + 4.0);
      }
    }
    assertThat(counts).hasSize(6);
    assertThat(counts.values()).containsOnly(100);
  }

  @ParameterizedTest
  @EnumSource(ReberGrammar.Form.class)
  void reberStringsAreValidUnlessTheirLabelSaysOtherwise(ReberGrammar.Form form) {
    ReberGrammar labelled = new ReberGrammar(form, Task.CLASSIFICATION, 1);
    ReberGrammar plain = new ReberGrammar(form, Task.LANGUAGE_MODEL, 1);
    for (int i = 0; i < 200; i++) {
      RawSequence string = labelled.generate(i);
      assertThat(labelled.accepts(String.join("", string.tokens())))
          .isEqualTo(string.target().label().equals("valid"));
      assertThat(plain.accepts(String.join("", plain.generate(i).tokens()))).isTrue();
    }
  }

  @Test
  void reberKnowsItsGrammar() {
    ReberGrammar simple = new ReberGrammar(ReberGrammar.Form.SIMPLE, Task.CLASSIFICATION, 1);
    ReberGrammar embedded = new ReberGrammar(ReberGrammar.Form.EMBEDDED, Task.CLASSIFICATION, 1);
    assertThat(simple.accepts("BTSSXXTVVE")).isTrue();
    assertThat(simple.accepts("BPVVE")).isTrue();
    assertThat(simple.accepts("BTXSE")).isTrue();
    assertThat(simple.accepts("BTXE")).isFalse();
    assertThat(simple.accepts("BPVVEE")).isFalse();
    assertThat(embedded.accepts("BTBPVVETE")).isTrue();
    assertThat(embedded.accepts("BTBPVVEPE")).isFalse();
  }
}
