package io.espalier.data.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.Split;
import io.espalier.data.SplitRule;
import io.espalier.data.Tasks;
import io.espalier.model.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnseenLabelsTest {
  private final Census census = new Census(Tasks.CLASSIFICATION, new SplitRule(0, 0, 1));

  private void add(Split split, String label, int line) {
    census.add(
        split,
        RawSequence.ofValues(
            "s" + line, new RowOrigin("f", line), new double[] {1}, 1, RawTarget.label(label)));
  }

  private List<String> problems() {
    return catchThrowableOfType(() -> UnseenLabels.check(census), InputException.class).problems();
  }

  @Test
  void textsInThePlaceOfLabelsAreOneSentence() {
    for (int i = 0; i < 60; i++) {
      add(i < 40 ? Split.TRAIN : Split.TEST, "what is the weather in town " + i, i + 2);
    }
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("there are 60 different labels for 60 sequences, such as 'what is")
        .contains("(f:2)", "data.source.label", "data.source.text");
  }

  @Test
  void numbersInThePlaceOfLabelsAskForARegression() {
    for (int i = 0; i < 30; i++) {
      add(i < 20 ? Split.TRAIN : Split.TEST, "0." + i, i + 1);
    }
    assertThat(problems()).singleElement().asString().contains("data.task = regression");
  }

  @Test
  void manyUnseenClassesOfASplitAreOneSentence() {
    for (int i = 0; i < 200; i++) {
      add(Split.TRAIN, "class " + i % 5, i + 1);
    }
    for (int i = 0; i < 30; i++) {
      add(Split.TEST, "new " + i, i + 300);
    }
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("30 labels of the test split, such as 'new 0' (f:300), are never seen");
  }
}
