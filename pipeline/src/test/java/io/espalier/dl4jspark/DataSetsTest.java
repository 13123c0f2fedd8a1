package io.espalier.dl4jspark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.DataForm;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.model.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class DataSetsTest {
  @Test
  void readsPaddedVectorsAndTheirClasses() {
    DataSet data =
        new DataSet(
            Nd4j.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 0, 9, 10, 0}, new int[] {2, 2, 3}),
            Nd4j.create(new float[][] {{0, 1}, {1, 0}}),
            Nd4j.create(new float[][] {{1, 1, 1}, {1, 1, 0}}),
            null);
    List<Sequence> sequences = sequences(Tasks.CLASSIFICATION, false, data);
    assertThat(sequences.get(0).values()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(sequences.get(1).values()).containsExactly(7, 9, 8, 10);
    assertThat(sequences)
        .extracting(Sequence::target)
        .containsExactly(new Target.Label(1), new Target.Label(0));
  }

  @Test
  void readsNumbersToPredict() {
    DataSet data = new DataSet(Nd4j.ones(1, 2, 4), Nd4j.create(new float[][] {{0.5f, -2}}));
    Target target = sequences(Tasks.REGRESSION, false, data).get(0).target();
    assertThat(((Target.Values) target).values()).containsExactly(0.5f, -2f);
  }

  @Test
  void readsTextAsTokensAndTheOneAfter() {
    INDArray read = hot(0, 1, 1);
    assertThat(sequences(Tasks.LANGUAGE_MODEL, false, new DataSet(read, hot(1, 1, 0))))
        .singleElement()
        .satisfies(
            text -> {
              assertThat(text.tokens()).containsExactly(0, 1, 1, 0);
              assertThat(text.target()).isEqualTo(new Target.NextToken());
            });
  }

  @Test
  void readsIndicesOfTokens() {
    DataSet data =
        new DataSet(
            Nd4j.create(new float[] {1, 0, 1}, new int[] {1, 1, 3}),
            Nd4j.create(new float[][] {{0, 1}}));
    assertThat(sequences(Tasks.CLASSIFICATION, true, data).get(0).tokens())
        .containsExactly(1, 0, 1);
  }

  @Test
  void refusesWhatANetworkCannotBeTrainedWith() {
    refuses(new DataSet(Nd4j.ones(1, 3, 4), hot(1)), "[batch, 2, time]");
    refuses(new DataSet(Nd4j.ones(1, 2, 4), hot(1, 0)), "labels of the shape [batch, 2]");
    refuses(new DataSet(Nd4j.ones(1, 2, 4), Nd4j.create(new float[][] {{0.5f, 0.5f}})), "one-hot");
    refuses(
        new DataSet(
            Nd4j.ones(1, 2, 2),
            Nd4j.create(new float[][] {{0, 1}}),
            Nd4j.create(new float[][] {{0, 1}}),
            null),
        "padding behind the sequences");
  }

  @Test
  void refusesLabelsThatAreNotTheNextTokens() {
    DataSet shifted = new DataSet(hot(0, 1, 1), hot(0, 1, 1));
    assertThatThrownBy(() -> sequences(Tasks.LANGUAGE_MODEL, false, shifted))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("next tokens");
  }

  private static void refuses(DataSet data, String what) {
    assertThatThrownBy(() -> sequences(Tasks.CLASSIFICATION, false, data))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(what);
  }

  private static List<Sequence> sequences(Task task, boolean indices, DataSet data) {
    return new DataSets(new DataForm(task, indices, 2, 2)).sequences(data.toMultiDataSet());
  }

  /** One sequence of two tokens, [1, 2, time]. */
  private static INDArray hot(int... tokens) {
    INDArray array = Nd4j.zeros(1, 2, tokens.length);
    for (int t = 0; t < tokens.length; t++) {
      array.putScalar(new int[] {0, tokens[t], t}, 1);
    }
    return array;
  }
}
