package io.espalier.data.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.RawSequence;
import io.espalier.data.SourceFormat;
import io.espalier.data.Tasks;
import io.espalier.data.generate.Generator.Wish;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorsTest {
  private static final Wish CHARTS = new Wish(Tasks.CLASSIFICATION, 60, 1);

  static List<Generator> generators() {
    return SourceFormat.registered().members().stream()
        .filter(SourceFormat::isGenerated)
        .map(Generator.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("generators")
  void sequenceDependsOnSeedAndIndexAlone(Generator generator) {
    Wish wish = new Wish(Tasks.CLASSIFICATION, 60, 3);
    Wish other = new Wish(Tasks.CLASSIFICATION, 60, 4);
    RawSequence first = generator.generate(wish, 7);
    generator.generate(wish, 5);
    assertThat(generator.generate(wish, 7)).usingRecursiveComparison().isEqualTo(first);
    assertThat(
            LongStream.range(0, 20)
                .filter(i -> same(generator.generate(wish, i), generator.generate(other, i)))
                .count())
        .isLessThan(20);
  }

  private static boolean same(RawSequence one, RawSequence other) {
    return Arrays.equals(one.values(), other.values())
        && Arrays.equals(one.tokens(), other.tokens());
  }

  @Test
  void controlChartsFollowTheirFormulas() {
    Generator charts = new ControlCharts();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 600; i++) {
      RawSequence chart = charts.generate(CHARTS, i);
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

  @Test
  void reberStringsAreValidUnlessTheirLabelSaysOtherwise() {
    for (ReberStrings strings : List.of(new Reber(), new EmbeddedReber())) {
      Wish labelled = new Wish(Tasks.CLASSIFICATION, 0, 1);
      Wish plain = new Wish(Tasks.LANGUAGE_MODEL, 0, 1);
      for (int i = 0; i < 200; i++) {
        RawSequence string = strings.generate(labelled, i);
        assertThat(strings.grammar().accepts(String.join("", string.tokens())))
            .isEqualTo(string.target().label().equals("valid"));
        String text = String.join("", strings.generate(plain, i).tokens());
        assertThat(strings.grammar().accepts(text)).isTrue();
      }
    }
  }

  @Test
  void reberKnowsItsGrammar() {
    assertThat(ReberGrammar.SIMPLE.accepts("BTSSXXTVVE")).isTrue();
    assertThat(ReberGrammar.SIMPLE.accepts("BPVVE")).isTrue();
    assertThat(ReberGrammar.SIMPLE.accepts("BTXSE")).isTrue();
    assertThat(ReberGrammar.SIMPLE.accepts("BTXE")).isFalse();
    assertThat(ReberGrammar.SIMPLE.accepts("BPVVEE")).isFalse();
    assertThat(ReberGrammar.EMBEDDED.accepts("BTBPVVETE")).isTrue();
    assertThat(ReberGrammar.EMBEDDED.accepts("BTBPVVEPE")).isFalse();
  }
}
