package io.espalier.data.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Anchor;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.SplitRule;
import io.espalier.data.SplitRule.Parts;
import io.espalier.data.StableHash;
import io.espalier.data.Target;
import io.espalier.data.Tasks;
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
        RawSequence.ofValues("f", new RowOrigin("f", 2), values, 1, new RawTarget("", values, 1));
    Census census = new Census(Tasks.FORECAST, new SplitRule(0.2, 0.2, 1));
    census.add(Split.TRAIN, series);
    Encoding encoding =
        Encoding.fit(
            Tasks.FORECAST,
            census,
            Vocabulary.of(List.of()),
            new Encoding.Names(List.of("x"), List.of("x"), 2, Anchor.NONE),
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
        RawSequence.ofValues("f", new RowOrigin("f", 2), values, 1, new RawTarget("", values, 1));
    Census census = new Census(Tasks.FORECAST, new SplitRule(1 / 6.0, 1 / 6.0, 1));
    census.add(Split.TRAIN, series);
    Encoding encoding =
        Encoding.fit(
            Tasks.FORECAST,
            census,
            Vocabulary.of(List.of()),
            new Encoding.Names(List.of("x"), List.of("x"), 1, Anchor.NONE),
            Encoding.Scale.STANDARD);
    assertThat(encoding.input().normaliser().mean()).containsExactly(2);
    assertThat(encoding.output().normaliser().deviation()).containsExactly(1);
  }

  /** Two features {@code [time][a, b]}, of which {@code b} is to be predicted. */
  private static RawSequence pairs(double... values) {
    double[] b =
        IntStream.range(0, values.length / 2).mapToDouble(t -> values[2 * t + 1]).toArray();
    return RawSequence.ofValues("f", new RowOrigin("f", 2), values, 2, new RawTarget("", b, 1));
  }

  private static Encoding fit(RawSequence series, Encoding.Scale scale, Anchor anchor) {
    Census census = new Census(Tasks.FORECAST, new SplitRule(0, 0, 1));
    census.add(Split.TRAIN, series);
    return Encoding.fit(
        Tasks.FORECAST,
        census,
        Vocabulary.of(List.of()),
        new Encoding.Names(List.of("a", "b"), List.of("b"), 1, anchor),
        scale);
  }

  private static float target(Sequence sequence) {
    return ((Target.Values) sequence.target()).values()[0];
  }

  @Test
  void anchoredWindowsAndTargetsAreRelativeToTheLastStep() {
    RawSequence series = pairs(1, 10, 2, 12, 4, 16, 8, 30);
    Encoding plain = fit(series, Encoding.Scale.NONE, Anchor.LAST_STEP);
    List<Placed> windows = all(new SeriesWindows(2, 1, 1).cut(series, new Parts(4, 4, 4), plain));
    assertThat(windows)
        .extracting(Placed::sequence)
        .extracting(each -> Arrays.toString(each.values()) + target(each))
        .containsExactly("[-1.0, -2.0, 0.0, 0.0]4.0", "[-2.0, -4.0, 0.0, 0.0]14.0");
    assertThat(plain.output().targets()).containsExactly("b");
    assertThat(plain.output().normaliser().isEmpty()).isTrue();
  }

  @Test
  void anchoredWindowsAreDividedByTheDeviationOfTheLevels() {
    RawSequence series = pairs(1, 10, 2, 12, 4, 16, 8, 30);
    Encoding levels = fit(series, Encoding.Scale.STANDARD, Anchor.NONE);
    Encoding anchored = fit(series, Encoding.Scale.STANDARD, Anchor.LAST_STEP);
    double[] deviation = levels.input().normaliser().deviation();
    assertThat(anchored.input().normaliser().mean()).containsExactly(0, 0);
    assertThat(anchored.output().normaliser().mean()).containsExactly(0);
    assertThat(anchored.input().normaliser().deviation()).containsExactly(deviation);
    assertThat(anchored.output().normaliser().deviation()).containsExactly(deviation[1]);
    Sequence first =
        all(new SeriesWindows(2, 1, 1).cut(series, new Parts(4, 4, 4), anchored)).get(0).sequence();
    assertThat(first.values())
        .containsExactly((float) (-1 / deviation[0]), (float) (-2 / deviation[1]), 0, 0);
    assertThat(target(first)).isEqualTo((float) (4 / deviation[1]));
  }

  @Test
  void anchoredWindowsDoNotKnowTheLevelOfTheirSeries() {
    double[] values = {1, 10, 2, 12, 4, 16, 8, 30};
    double[] risen = Arrays.stream(values).map(value -> value + 1e9).toArray();
    Encoding encoding = fit(pairs(values), Encoding.Scale.STANDARD, Anchor.LAST_STEP);
    SeriesWindows windows = new SeriesWindows(2, 1, 1);
    Parts parts = new Parts(4, 4, 4);
    List<Sequence> low =
        all(windows.cut(pairs(values), parts, encoding)).stream().map(Placed::sequence).toList();
    List<Sequence> high =
        all(windows.cut(pairs(risen), parts, encoding)).stream().map(Placed::sequence).toList();
    assertThat(high).isEqualTo(low);
    assertThat(high.stream().map(WindowsTest::target).toList())
        .isEqualTo(low.stream().map(WindowsTest::target).toList());
    RawSequence open = RawSequence.ofValues("f", new RowOrigin("f", 2), risen, 2, RawTarget.NONE);
    List<Placed> unlabelled = all(new SeriesWindows(2, 1, 0).cut(open, parts, encoding));
    assertThat(unlabelled).hasSize(3).allMatch(WindowsTest::isUnknown);
    assertThat(unlabelled.subList(0, 2).stream().map(Placed::sequence).toList()).isEqualTo(low);
  }

  private static boolean isUnknown(Placed placed) {
    return placed.sequence().target() instanceof Target.Unknown;
  }

  @Test
  void anchoredWindowsStandOnTheFilledValueOfAGap() {
    RawSequence series = pairs(1, 10, 2, Double.NaN, 4, 16);
    Encoding encoding = fit(series, Encoding.Scale.NONE, Anchor.LAST_STEP);
    assertThat(all(new SeriesWindows(2, 1, 1).cut(series, new Parts(3, 3, 3), encoding)))
        .singleElement()
        .satisfies(
            placed -> {
              assertThat(placed.sequence().values()).containsExactly(-1, 0, 0, 0);
              assertThat(target(placed.sequence())).isEqualTo(6);
            });
  }
}
