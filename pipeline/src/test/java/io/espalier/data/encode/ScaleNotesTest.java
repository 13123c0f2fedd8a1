package io.espalier.data.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Anchor;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.Split;
import io.espalier.data.SplitRule;
import io.espalier.data.Tasks;
import io.espalier.data.encode.Encoding.Scale;
import io.espalier.model.InputException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaleNotesTest {
  private final Census census = new Census(Tasks.CLASSIFICATION, new SplitRule(0, 0, 1));

  private Encoding fit(Scale scale, double... values) {
    census.add(Split.TRAIN, sequence(values));
    return Encoding.fit(
        Tasks.CLASSIFICATION,
        census,
        Vocabulary.of(List.of()),
        new Encoding.Names(List.of("t"), List.of(), 0, Anchor.NONE),
        scale);
  }

  private static RawSequence sequence(double... values) {
    return RawSequence.ofValues("s", new RowOrigin("f", 1), values, 1, RawTarget.label("a"));
  }

  private static double[] milliseconds() {
    return IntStream.range(0, 100).mapToDouble(i -> 1_700_000_000_123.0 + 100 * i).toArray();
  }

  @Test
  void millisecondsKeepWhatTheySayWhenTheyAreStandardised() {
    Encoding encoding = fit(Scale.STANDARD, milliseconds());
    ScaleNotes.check(encoding, census);
    assertThat(ScaleNotes.notes(encoding, census)).isEmpty();
    float[] scaled = encoding.encode(sequence(milliseconds())).values();
    double step = 100 / Math.sqrt((100.0 * 100 - 1) / 12) / 100;
    for (int i = 0; i < 100; i++) {
      assertThat(scaled[i]).isEqualTo((float) ((i - 49.5) * step));
    }
  }

  @Test
  void millisecondsAsTheyAreAreRefused() {
    Encoding encoding = fit(Scale.NONE, milliseconds());
    assertThatThrownBy(() -> ScaleNotes.check(encoding, census))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("numbers of t, up to 1.70000e+12, are 1.31e+05 apart")
        .hasMessageContaining("data.normalise = standard");
  }

  @Test
  void numbersThatLosePlacesAreSaid() {
    Encoding encoding = fit(Scale.NONE, 1e8, 1e8 + 100, 1e8 + 200);
    ScaleNotes.check(encoding, census);
    assertThat(ScaleNotes.notes(encoding, census))
        .singleElement()
        .asString()
        .contains("8.00 apart");
  }

  @Test
  void wholeNumbersThatAFloatRoundsAreCounted() {
    Encoding encoding = fit(Scale.NONE, 1, 16_777_217, 50_000_001, 16_777_218);
    assertThat(ScaleNotes.notes(encoding, census))
        .singleElement()
        .asString()
        .contains("2 whole numbers of t are rounded");
  }

  @Test
  void nanosecondsThatADoubleRoundsAreSaid() {
    Encoding encoding =
        fit(
            Scale.STANDARD,
            IntStream.range(0, 20)
                .mapToDouble(i -> 1_700_000_000_123_456_789L + 300 * i)
                .toArray());
    ScaleNotes.check(encoding, census);
    assertThat(ScaleNotes.notes(encoding, census))
        .singleElement()
        .asString()
        .startsWith("as doubles the numbers of t, up to 1.70000e+18, are 256 apart");
  }

  @Test
  void constantColumnsAreSaidAndKeptAtZero() {
    Encoding encoding = fit(Scale.STANDARD, 14.62, 14.620000000000001, 14.62);
    ScaleNotes.check(encoding, census);
    assertThat(ScaleNotes.notes(encoding, census))
        .singleElement()
        .asString()
        .startsWith("t has one value in all of the training split");
    for (float value : encoding.encode(sequence(14.62, 14.620000000000001)).values()) {
      assertThat(Math.abs(value)).isLessThan(1e-10f);
    }
  }

  @Test
  void aScaleThatOtherSplitsOverflowIsRefused() {
    census.add(
        Split.TEST,
        RawSequence.ofValues(
            "u", new RowOrigin("f", 9), new double[] {1e38}, 1, RawTarget.label("a")));
    Encoding encoding = fit(Scale.STANDARD, 0, 1e-6);
    assertThatThrownBy(() -> ScaleNotes.check(encoding, census))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t has numbers up to 1.0E38");
  }

  @Test
  void intakeRefusesNumbersBeyondAFloat() {
    assertThat(new Intake(Tasks.CLASSIFICATION, 0, 1, 0).accept(sequence(1, 1e300)))
        .hasToString("f:1: 1.0E300 in the sequence is too large: numbers may be up to 3.4e38");
  }
}
