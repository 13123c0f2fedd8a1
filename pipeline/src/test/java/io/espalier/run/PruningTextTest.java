package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.ExampleGraphs;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.model.Node;
import io.espalier.plan.PlanReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class PruningTextTest {
  /** LSTM of 8 units: W 3 x 32, RW 8 x 32, b 32; output 8 x 2 and 2. */
  private static final Network NETWORK =
      ExampleGraphs.network(
          new Node("lstm", List.of("input"), ExampleGraphs.lstm(3, 8)),
          new Node("output", List.of("lstm"), ExampleGraphs.output(8)));

  private static List<String> described(String prune) {
    int length = NETWORK.layout().length();
    NetworkState state = NetworkState.of(NETWORK, new float[length]);
    return PruningText.describe(
            PlanReader.read(
                    "run.name = x, data.source.format = control-charts,"
                        + " network.layers = [{ type = lstm, units = 8 }], prune "
                        + prune,
                    "x.conf",
                    List.of())
                .prune(),
            Start.of(state, Mask.all(length), "x"))
        .lines()
        .map(String::strip)
        .toList();
  }

  @Test
  void halfOfTheUnitsAreMoreThanHalfOfTheParameters() {
    int dense = 3 * 32 + 8 * 32 + 32 + outputs(8);
    int small = 3 * 16 + 4 * 16 + 16 + outputs(4);
    assertThat(described("{ granularity = unit, schedule.sparsity = 0.5 }"))
        .containsExactly(
            "50.0 %% of 8 hidden units, removed (magnitude-l1, global): then about %.1f %% of the"
                    .formatted(100 - 100.0 * small / dense)
                + " network's parameters are gone");
  }

  private static int outputs(int inputs) {
    int width = NETWORK.layout().layers().get(1).units();
    return inputs * width + width;
  }

  @Test
  void eachPassIsOfWhatTheOnesBeforeLeave() {
    List<String> lines =
        described(
            "{ passes = [{ granularity = unit, schedule.sparsity = 0.5 }, { granularity = n-of-m }] }");
    int left = 3 * 16 + 4 * 16 + 4 * NETWORK.layout().layers().get(1).units();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("pass 1 · 50.0 % of 8 hidden units");
    assertThat(lines.get(1)).contains("of " + left + " weights, by 2 of 4 (magnitude-l1, global)");
    assertThat(lines.get(2)).isEqualTo("lstm.W has 3 inputs, fewer than 4, and stays dense");
  }
}
