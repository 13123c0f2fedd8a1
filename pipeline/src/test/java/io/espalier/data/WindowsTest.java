package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.SplitRule.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static List<Placed> all(Iterator<Placed> windows) {
    List<Placed> list = new ArrayList<>();
    windows.forEachRemaining(list::add);
    return list;
  }

  private static List<Placed> tokens(Parts parts, int window, int stride) {
    return all(
        new TokenWindows(
            "f", parts, IntStream.range(0, (int) parts.test()).iterator(), window, stride));
  }

  @Test
  void dividesAnHourlySeriesAsUsual() {
    assertThat(new SplitRule(0.2, 0.2, 1).parts(Split.TRAIN, 14_400))
        .isEqualTo(new Parts(8640, 11_520, 14_400));
    assertThat(new SplitRule(0.2, 0.2, 1).parts(Split.TEST, 100)).isEqualTo(new Parts(0, 0, 100));
  }

  @Test
  void dividesSequencesByIdInTheWantedFractions() {
    SplitRule rule = new SplitRule(0.2, 0.1, 1);
    int[] counts = new int[3];
    for (int i = 0; i < 10_000; i++) {
      counts[rule.of(Split.TRAIN, "s" + i).ordinal()]++;
    }
    assertThat(counts[Split.VALIDATION.ordinal()]).isBetween(1850, 2150);
    assertThat(counts[Split.TEST.ordinal()]).isBetween(880, 1120);
    assertThat(rule.of(Split.VALIDATION, "s1")).isEqualTo(Split.VALIDATION);
    assertThat(StableHash.of(7, "split", "s1")).isEqualTo(StableHash.of(7, "split", "s1"));
    assertThat(StableHash.of(7, "split", "s1")).isNotEqualTo(StableHash.of(8, "split", "s1"));
  }

  @Test
  void tokenWindowsShareOneTokenAndEndWithAShorterOne() {
    List<Placed> windows = tokens(new Parts(8, 8, 8), 3, 3);
    assertThat(windows)
        .extracting(placed -> Arrays.toString(placed.sequence().tokens()))
        .containsExactly("[0, 1, 2, 3]", "[3, 4, 5, 6]", "[6, 7]");
    assertThat(windows.get(2).sequence().id()).isEqualTo("f:000002");
  }

  @Property(tries = 200)
  void tokenWindowsPredictEveryTokenOfAPartOnceAndStayInIt(
      @ForAll @IntRange(min = 0, max = 40) int train,
      @ForAll @IntRange(min = 0, max = 40) int validation,
      @ForAll @IntRange(min = 0, max = 40) int test,
      @ForAll @IntRange(min = 1, max = 12) int window) {
    Parts parts = new Parts(train, train + validation, train + validation + test);
    List<Integer> predicted = new ArrayList<>();
    for (Placed placed : tokens(parts, window, window)) {
      int[] tokens = placed.sequence().tokens();
      assertThat(parts.at(tokens[0])).isEqualTo(placed.split());
      assertThat(parts.at(tokens[tokens.length - 1])).isEqualTo(placed.split());
      Arrays.stream(tokens).skip(1).forEach(predicted::add);
    }
    List<Integer> expected = new ArrayList<>();
    for (Split split : Split.values()) {
      IntStream.range((int) parts.from(split) + 1, (int) parts.to(split)).forEach(expected::add);
    }
    assertThat(predicted).containsExactlyElementsOf(expected);
  }

  @Test
  void tokenWindowsMayOverlapOrLeaveGaps() {
    assertThat(tokens(new Parts(6, 6, 6), 3, 1))
        .extracting(placed -> placed.sequence().tokens()[0])
        .containsExactly(0, 1, 2);
    assertThat(tokens(new Parts(12, 12, 12), 2, 5))
        .extracting(placed -> placed.sequence().tokens()[0])
        .containsExactly(0, 5, 10);
  }

  @Test
  void shortSequenceIsOneWindowUnderItsOwnId() {
    assertThat(all(TokenWindows.whole(Split.TEST, "s", new int[] {1, 2, 3}, 2, 2)))
        .singleElement()
        .satisfies(
            placed -> {
              assertThat(placed.sequence().id()).isEqualTo("s");
              assertThat(placed.split()).isEqualTo(Split.TEST);
            });
  }

  @Test
  void forecastWindowsBelongToTheSplitOfTheirTarget() {
    double[] values = IntStream.range(0, 10).asDoubleStream().toArray();
    RawSequence series =
        RawSequence.ofValues("f", new Origin("f", 2), values, 1, new RawTarget("", values, 1));
    Census census = new Census(Task.FORECAST, new SplitRule(0.2, 0.2, 1));
    census.add(Split.TRAIN, series);
    Encoding encoding =
        Encoding.fit(
            Task.FORECAST,
            census,
            Vocabulary.of(List.of()),
            new Encoding.Names(List.of("x"), List.of("x"), 2),
            Encoding.Scale.NONE);
    List<Placed> windows =
        all(new SeriesWindows(3, 1, 2).cut(series, new Parts(6, 8, 10), encoding));
    assertThat(windows)
        .extracting(
            placed ->
                placed.split()
                    + Arrays.toString(placed.sequence().values())
                    + Arrays.toString(((Target.Values) placed.sequence().target()).values()))
        .containsExactly(
            "TRAIN[0.0, 1.0, 2.0][4.0]",
            "TRAIN[1.0, 2.0, 3.0][5.0]",
            "VALIDATION[2.0, 3.0, 4.0][6.0]",
            "VALIDATION[3.0, 4.0, 5.0][7.0]",
            "TEST[4.0, 5.0, 6.0][8.0]",
            "TEST[5.0, 6.0, 7.0][9.0]");
  }

  @Test
  void forecastIsFittedOnTheTrainingPartOfTheSeries() {
    double[] values = {1, 1, 3, 3, 100, 100};
    RawSequence series =
        RawSequence.ofValues("f", new Origin("f", 2), values, 1, new RawTarget("", values, 1));
    Census census = new Census(Task.FORECAST, new SplitRule(1 / 6.0, 1 / 6.0, 1));
    census.add(Split.TRAIN, series);
    Encoding encoding =
        Encoding.fit(
            Task.FORECAST,
            census,
            Vocabulary.of(List.of()),
            new Encoding.Names(List.of("x"), List.of("x"), 1),
            Encoding.Scale.STANDARD);
    assertThat(encoding.input().normaliser().mean()).containsExactly(2);
    assertThat(encoding.output().normaliser().deviation()).containsExactly(1);
  }
}
