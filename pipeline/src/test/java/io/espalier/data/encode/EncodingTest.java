package io.espalier.data.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Anchor;
import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.Split;
import io.espalier.data.SplitRule;
import io.espalier.data.Target;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.data.encode.Encoding.Names;
import io.espalier.data.encode.Encoding.Scale;
import io.espalier.model.InputException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final SplitRule AS_GIVEN = new SplitRule(0, 0, 1);
  private static final Vocabulary NUMERIC = Vocabulary.of(List.of());
  private static final Names NAMES = new Names(List.of("a", "b"), List.of("y"), 2, Anchor.NONE);

  private static RawSequence labelled(long line, String label, double... values) {
    return RawSequence.ofValues(
        "f:" + line, new RowOrigin("f", line), values, 2, RawTarget.label(label));
  }

  private static Census census(Task task, Parsed... train) {
    Census census = new Census(task, AS_GIVEN);
    for (Parsed parsed : train) {
      census.add(Split.TRAIN, parsed);
    }
    return census;
  }

  @Test
  void sortsNumericLabelsByValueAndOthersAsText() {
    assertThat(Encoding.classes(Set.of("10", "9", "-1"))).containsExactly("-1", "9", "10");
    assertThat(Encoding.classes(Set.of("10", "9", "x"))).containsExactly("10", "9", "x");
  }

  @Test
  void normalisesWithMeanAndDeviationOfTheTrainingSplitAlone() {
    Census census = census(Tasks.CLASSIFICATION, labelled(1, "u", 1, 5, 3, 5));
    census.add(Split.TEST, labelled(2, "u", 100, 100));
    Encoding encoding = Encoding.fit(Tasks.CLASSIFICATION, census, NUMERIC, NAMES, Scale.STANDARD);
    assertThat(encoding.input().normaliser().mean()).containsExactly(2, 5);
    assertThat(encoding.input().normaliser().deviation()).containsExactly(1, 1);
    assertThat(encoding.encode(labelled(3, "u", 4, 7)).values()).containsExactly(2, 2);
  }

  @Test
  void keepsDeviationsExactFarFromZero() {
    ColumnSums one = new ColumnSums();
    ColumnSums other = new ColumnSums();
    double[] far = IntStream.range(0, 1000).mapToDouble(i -> 1.6e9 + i % 2).toArray();
    one.add(far, 1, 0, 300);
    other.add(far, 1, 300, 1000);
    one.merge(other);
    assertThat(one.deviation()[0]).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void fillsGapsForwardAndLeadingOnesWithTheMean() {
    double nan = Double.NaN;
    Census census = census(Tasks.CLASSIFICATION, labelled(1, "u", nan, 1, 2, nan, nan, 3, 4, 5));
    Encoding scaled = Encoding.fit(Tasks.CLASSIFICATION, census, NUMERIC, NAMES, Scale.STANDARD);
    Encoding plain = Encoding.fit(Tasks.CLASSIFICATION, census, NUMERIC, NAMES, Scale.NONE);
    RawSequence gaps = labelled(2, "u", nan, 4, 2, nan, nan, 3);
    assertThat(plain.encode(gaps).values()).containsExactly(3, 4, 2, 4, 2, 3);
    assertThat(scaled.encode(gaps).values()[0]).isZero();
    assertThat(census.missing(Split.TRAIN)).isEqualTo(3);
  }

  @Test
  void keepsTheLastRowAsTargetOfARegression() {
    RawSequence raw =
        RawSequence.ofValues(
            "s",
            new RowOrigin("f", 1),
            new double[] {1, 2, 3, 4},
            2,
            new RawTarget("", new double[] {10, 30}, 1));
    Encoding encoding =
        Encoding.fit(Tasks.REGRESSION, census(Tasks.REGRESSION, raw), NUMERIC, NAMES, Scale.NONE);
    assertThat(((Target.Values) encoding.encode(raw).target()).values()).containsExactly(30);
  }

  @Test
  void namesLabelsThatTrainingNeverSees() {
    Census census = census(Tasks.CLASSIFICATION, labelled(1, "u", 1, 5));
    census.add(Split.TEST, labelled(7, "w", 1, 1));
    census.add(Split.TEST, labelled(5, "w", 1, 1));
    assertThatThrownBy(() -> UnseenLabels.check(census))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "the label 'w' of the test split (f:5) is never seen in the training split");
  }

  @Test
  void sequencesThatNobodyLabelledHaveNoLabelThatTrainingLacks() {
    Census census = new Census(Tasks.CLASSIFICATION, AS_GIVEN);
    census.add(
        Split.VALIDATION,
        RawSequence.ofValues("u", new RowOrigin("f", 1), new double[] {1}, 1, RawTarget.NONE));
    assertThat(census.sequences()).isEqualTo(1);
    assertThat(census.labels(Split.VALIDATION)).isEmpty();
    UnseenLabels.check(census);
  }

  @Test
  void vocabularyIsOrderedByCountThenTokenWithTheUnknownFirst() {
    Vocabulary vocabulary =
        Vocabulary.counted(
            List.of(
                new TokenCount("b", 2),
                new TokenCount("a", 2),
                new TokenCount("z", 9),
                new TokenCount("<unk>", 50)));
    assertThat(vocabulary.tokens()).containsExactly("<unk>", "z", "a", "b");
    assertThat(vocabulary.indices(new String[] {"b", "nope", "<unk>", "z"}))
        .containsExactly(3, 0, 0, 1);
  }

  @Test
  void censusNamesTheFirstTenBadRowsOfAllPartitions() {
    Census first = new Census(Tasks.CLASSIFICATION, AS_GIVEN);
    Census second = new Census(Tasks.CLASSIFICATION, AS_GIVEN);
    for (int line = 30; line > 0; line--) {
      (line % 2 == 0 ? first : second)
          .add(Split.TRAIN, new BadRow(new RowOrigin("f", line), "reason"));
    }
    Census merged = first.merge(second);
    assertThat(merged.badRows()).isEqualTo(30);
    assertThat(merged.bad())
        .extracting(row -> row.origin().line())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void intakeCutsLongSequencesAndTurnsShortOnesAway() {
    Intake intake = new Intake(Tasks.FORECAST, 4, 3, 1);
    RawSequence kept = (RawSequence) intake.accept(labelled(1, "", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    assertThat(kept.values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(intake.accept(labelled(1, "", 1, 2, 3, 4, 5, 6)))
        .hasToString("f:1: the series has 3 steps; a window of 3 and a horizon of 1 need 4");
  }
}
