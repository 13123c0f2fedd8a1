package io.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.metric.ClassFigures.Confusion;
import io.espalier.metric.ClassFigures.OfClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The numbers of each task's metrics, worked out by hand. */
class TallyTest {
  @Test
  void classificationLeavesOutClassesThatNeverOccur() {
    Tally tally = Tally.of(ExampleData.classes("a", "b", "c", "never"));
    tally.add(
        outputs(4, .7f, .1f, .1f, .1f, .2f, .6f, .1f, .1f, .2f, .5f, .2f, .1f), labelled(0, 1, 2));
    Map<String, Double> values = tally.values();
    assertThat(values.keySet())
        .containsExactly("accuracy", "macro-f1", "log-loss", "calibration-error");
    assertThat(values.get("accuracy")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(values.get("macro-f1")).isCloseTo((1 + 2 / 3.0 + 0) / 3, within(1e-12));
    double loss = -(Math.log(.7) + Math.log(.6) + Math.log(.2)) / 3;
    assertThat(values.get("log-loss")).isCloseTo(loss, within(1e-7)).isEqualTo(tally.loss());
  }

  @Test
  void calibrationErrorComparesConfidenceWithHitsInFifteenBins() {
    Tally tally = Tally.of(ExampleData.classes("a", "b"));
    // one bin, (14/15, 1], with three rows said with 1, 0.95 and 0.96, two of them right
    tally.add(outputs(2, 1f, 0f, .95f, .05f, .96f, .04f), labelled(0, 0, 1));
    // another, (8/15, 9/15], with one row said with 0.55 and wrong
    tally.add(outputs(2, .45f, .55f), labelled(0));
    double first = Math.abs((1 + .95 + .96) / 3 - 2 / 3.0);
    assertThat(tally.values().get("calibration-error"))
        .isCloseTo(3 / 4.0 * first + 1 / 4.0 * .55, within(1e-7));
  }

  @Test
  void classesHavePrecisionAndRecallAndWhatIsConfusedIsCounted() {
    Tally tally = Tally.of(ExampleData.classes("a", "b", "never"));
    tally.add(
        outputs(3, .9f, .1f, 0f, .2f, .8f, 0f, .3f, .7f, 0f, .1f, .9f, 0f), labelled(0, 0, 0, 1));
    Tally more = Tally.of(ExampleData.classes("a", "b", "never"));
    more.add(outputs(3, .9f, .1f, 0f), labelled(1));
    ClassFigures figures = tally.merge(more).classes();
    assertThat(figures.classes())
        .containsExactly(new OfClass("a", 3, 2, 1), new OfClass("b", 2, 3, 1));
    assertThat(figures.classes().get(0).precision()).isEqualTo(1 / 2.0);
    assertThat(figures.classes().get(0).recall()).isEqualTo(1 / 3.0);
    assertThat(figures.classes().get(0).f1()).isEqualTo(2 / 5.0);
    assertThat(figures.confusions())
        .containsExactly(new Confusion("a", "b", 2), new Confusion("b", "a", 1));
  }

  @Test
  void ofManyClassesOnlyTheWorstPairsAreListed() {
    String[] names = new String[60];
    Arrays.setAll(names, i -> "c" + i);
    Tally tally = Tally.of(ExampleData.classes(names));
    for (int truth = 1; truth < 60; truth++) {
      float[] said = new float[60];
      said[0] = 1;
      for (int times = 0; times < (truth == 59 ? 2 : 1); times++) {
        tally.add(new Outputs(1, 60, said), labelled(truth));
      }
    }
    assertThat(tally.classes().confusions())
        .hasSize(50)
        .startsWith(new Confusion("c59", "c0", 2), new Confusion("c1", "c0", 1));
  }

  @Test
  void certainErrorCostsMuchButNotInfinitely() {
    Tally tally = Tally.of(ExampleData.classes("a", "b"));
    tally.add(outputs(2, 0f, 1f), labelled(0));
    assertThat(tally.loss()).isCloseTo(-Math.log(1e-15), within(1e-9));
  }

  @Test
  void languageModelCountsEveryValidStepAndNoPadding() {
    Tally tally = Tally.of(ExampleData.tokens("�", "a", "b"));
    Batch batch =
        Batch.of(
            List.of(
                Sequence.ofTokens("s", new int[] {1, 2, 1}, new Target.NextToken()),
                Sequence.ofTokens("t", new int[] {2, 2}, new Target.NextToken())));
    tally.add(outputs(3, .25f, .25f, .5f, .25f, .25f, .5f, 0f, .5f, .5f), batch);
    assertThat(tally.rows()).isEqualTo(3);
    Map<String, Double> values = tally.values();
    assertThat(values.keySet())
        .containsExactly(
            "bits-per-character",
            "perplexity",
            "token-accuracy",
            "log-loss",
            "calibration-error",
            "most-frequent-token");
    assertThat(values.get("most-frequent-token")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(values.get("bits-per-character")).isCloseTo((1 + 2 + 1) / 3.0, within(1e-12));
    assertThat(values.get("perplexity")).isCloseTo(Math.pow(2, 4 / 3.0), within(1e-9));
    assertThat(values.get("token-accuracy")).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void bitsOfWordsAreNotCalledBitsOfCharacters() {
    Tally tally = Tally.of(ExampleData.tokens("<unknown>", "a", "word"));
    Sequence sequence = Sequence.ofTokens("s", new int[] {1, 2}, new Target.NextToken());
    tally.add(outputs(3, .25f, .25f, .5f), Batch.of(List.of(sequence)));
    assertThat(tally.values()).contains(entry("bits-per-token", 1.0));
  }

  @Test
  void forecastIsMeasuredInOriginalUnitsBesidePersistence() {
    Tally tally = Tally.of(ExampleData.forecast("other", "load"));
    tally.add(outputs(1, 0.5f, 2f), windows(1f, 2f));
    assertThat(tally.values())
        .containsExactly(
            entry("rmse", Math.sqrt(0.5)),
            entry("mae", 0.5),
            entry("persistence-rmse", Math.sqrt((4 + 16) / 2.0)),
            entry("persistence-mae", 3.0));
    assertThat(tally.loss()).isEqualTo(0.125);
  }

  @Test
  void forecastOfAnUnobservedColumnHasNoPersistence() {
    Tally tally = Tally.of(ExampleData.forecast("other", "another"));
    tally.add(outputs(1, 0f), windows(1f));
    assertThat(tally.values()).containsOnlyKeys("rmse", "mae");
  }

  @Test
  void mergingPartsGivesTheWhole() {
    Tally whole = Tally.of(ExampleData.classes("a", "b"));
    whole.add(outputs(2, .75f, .25f, .5f, .5f, .25f, .75f), labelled(0, 1, 1));
    Tally first = Tally.of(ExampleData.classes("a", "b"));
    first.add(outputs(2, .75f, .25f), labelled(0));
    Tally second = Tally.of(ExampleData.classes("a", "b"));
    second.add(outputs(2, .5f, .5f, .25f, .75f), labelled(1, 1));
    Tally empty = Tally.of(ExampleData.classes("a", "b"));
    assertThat(empty.merge(first).merge(second).values()).isEqualTo(whole.values());
    assertThat(first.rows()).isEqualTo(1);
  }

  @Test
  void nothingSeenOrWrongShapeIsRefused() {
    Tally tally = Tally.of(ExampleData.classes("a", "b"));
    assertThatThrownBy(tally::values).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tally.add(outputs(3, 0f, 0f, 1f), labelled(1)))
        .hasMessage("expected 1 rows of 2 outputs, got 1 of 3");
    Batch unlabelled =
        Batch.of(List.of(Sequence.ofValues("u", new float[1], 1, new Target.Unknown())));
    assertThatThrownBy(() -> tally.add(outputs(2, 0f, 1f), unlabelled))
        .hasMessage("sequence u has no label");
  }

  private static Outputs outputs(int width, float... values) {
    return new Outputs(values.length / width, width, values);
  }

  private static Batch labelled(int... labels) {
    return Batch.of(
        Arrays.stream(labels)
            .mapToObj(i -> Sequence.ofValues("s", new float[1], 1, new Target.Label(i)))
            .toList());
  }

  /** Windows of two steps whose last load is 0 (normalised) and whose targets are given. */
  private static Batch windows(float... targets) {
    List<Sequence> windows = new ArrayList<>();
    for (float target : targets) {
      windows.add(
          Sequence.ofValues(
              "w", new float[] {9f, 9f, 9f, 0f}, 2, new Target.Values(new float[] {target})));
    }
    return Batch.of(windows);
  }
}
