package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.DatasetInfo;
import io.espalier.data.ExampleDatasets;
import io.espalier.model.LayerSpec;
import io.espalier.model.LayerSpec.Cell;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Pooling;
import io.espalier.model.Role;
import io.espalier.plan.NetworkPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreshWeightsTest {
  private static final DatasetInfo DATA = ExampleDatasets.tokenClassification();
  private static final NetworkPlan PLAN =
      new NetworkPlan(
          "",
          List.of(
              new LayerSpec.Embedding(400),
              new LayerSpec.Recurrent(Cell.GRAVES_LSTM, 60, true, 1.5),
              new LayerSpec.Recurrent(Cell.SIMPLE_RNN, 50, false, 1),
              new LayerSpec.Recurrent(Cell.LSTM, 40, false, 0.5),
              new LayerSpec.Dense(90)),
          Pooling.LAST);

  private static float[] block(String name, long seed) {
    ParameterBlock block =
        NetworkBuilder.network(PLAN, DATA).layout().blocks().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    float[] parameters = NetworkBuilder.parameters(PLAN, DATA, seed);
    return Arrays.copyOfRange(parameters, block.offset(), block.end());
  }

  /** Measured on Deeplearning4j 1.0.0-M2.1, whose XAVIER has these fans. */
  @Test
  void varianceIsTwoOverTheFansOfEachLayer() {
    Map<String, Integer> fans =
        Map.ofEntries(
            Map.entry("embedding-0.W", 1 + 400),
            Map.entry("graves-lstm-0.fW", 60 + 400 + 60),
            Map.entry("graves-lstm-0.fRW", 60 + 400 + 60),
            Map.entry("graves-lstm-0.bW", 60 + 400 + 60),
            Map.entry("graves-lstm-0.bP", 60 + 400 + 60),
            Map.entry("simple-rnn-0.W", 120 + 50),
            Map.entry("simple-rnn-0.RW", 50 + 50),
            Map.entry("lstm-0.W", 40 + 50 + 40),
            Map.entry("lstm-0.RW", 40 + 50 + 40),
            Map.entry("dense-0.W", 40 + 90),
            Map.entry("output.W", 90 + 4));
    fans.forEach(
        (name, sum) -> {
          float[] weights = block(name, 1);
          double tolerance = 5 / Math.sqrt(weights.length);
          double ratio = moment(weights, 2) * sum / 2;
          assertThat(ratio).as(name).isCloseTo(1, within(tolerance));
          assertThat(moment(weights, 1)).as(name).isCloseTo(0, within(tolerance));
        });
  }

  @Test
  void weightsAreNormal() {
    float[] weights = block("graves-lstm-0.fW", 1);
    double variance = moment(weights, 2);
    assertThat(moment(weights, 4) / (variance * variance)).isCloseTo(3, within(0.1));
    assertThat(moment(weights, 3)).isCloseTo(0, within(0.01));
  }

  private static double moment(float[] values, int power) {
    return IntStream.range(0, values.length).mapToDouble(i -> Math.pow(values[i], power)).sum()
        / values.length;
  }

  @Test
  void biasesAreZeroButForTheForgetGates() {
    for (String name : List.of("graves-lstm-0.fb", "graves-lstm-0.bb")) {
      assertThat(Arrays.copyOfRange(block(name, 1), 60, 120)).containsOnly(1.5f);
      assertThat(Arrays.copyOfRange(block(name, 1), 0, 60)).containsOnly(0f);
      assertThat(Arrays.copyOfRange(block(name, 1), 120, 240)).containsOnly(0f);
    }
    assertThat(Arrays.copyOfRange(block("lstm-0.b", 1), 40, 80)).containsOnly(0.5f);
    assertThat(block("simple-rnn-0.b", 1)).containsOnly(0f);
    assertThat(block("output.b", 1)).containsOnly(0f);
  }

  @Test
  void dependOnTheSeedAndTheBlockAlone() {
    assertThat(NetworkBuilder.parameters(PLAN, DATA, 0))
        .isEqualTo(NetworkBuilder.parameters(PLAN, DATA, 0));
    assertThat(block("lstm-0.W", 0)).isNotEqualTo(block("lstm-0.W", 1));
    assertThat(block("graves-lstm-0.fW", 0)).isNotEqualTo(block("graves-lstm-0.bW", 0));
    assertThat(NetworkBuilder.network(PLAN, DATA).layout().blocks())
        .filteredOn(block -> block.role() != Role.BIAS)
        .allSatisfy(
            block -> assertThat(block(block.name(), 0)).doesNotContain(0f, Float.NaN).isNotEmpty());
  }
}
