package io.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.ExampleLayouts;
import io.espalier.model.HiddenUnits;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final ParameterLayout LAYOUT = ExampleLayouts.stack(3, 5, 2, 6);

  @Test
  void denseNetworkCostsEveryWeightButNoBias() {
    Cost cost = Cost.of(LAYOUT, ones());
    long lstm0 = 2 * 20 * (3 + 5);
    long lstm1 = 24 * (10 + 6);
    assertThat(cost.macs()).isEqualTo(lstm0 + lstm1 + 6 * 4 + 4 * 3);
    assertThat(cost.nonzeroMacs()).isEqualTo(cost.macs());
    assertThat(cost.parameters()).isEqualTo(LAYOUT.length()).isEqualTo(cost.nonzeros());
    assertThat(cost.deadUnits()).isZero();
  }

  @Test
  void densityIsToldByLayerBlockAndGate() {
    float[] parameters = ones();
    ParameterBlock block = LAYOUT.blocks().get(7);
    assertThat(block.name()).isEqualTo("lstm-1.RW");
    Arrays.fill(parameters, block.index(0, 6), block.index(0, 12), 0f);
    Cost cost = Cost.of(LAYOUT, parameters);
    Cost.BlockCost recurrent = cost.blocks().get(7);
    assertThat(recurrent.gates())
        .extracting(Cost.GateCost::gate)
        .containsExactly("block-input", "forget", "output", "input");
    assertThat(recurrent.gates())
        .extracting(Cost.GateCost::density)
        .containsExactly(1.0, 0.0, 1.0, 1.0);
    assertThat(recurrent.density()).isEqualTo(0.75);
    assertThat(cost.layers().get(1).density()).isEqualTo((408 - 36) / 408.0);
    assertThat(cost.nonzeroMacs()).isEqualTo(cost.macs() - 36);
    assertThat(cost.blocks().get(9).gates()).isEmpty();
  }

  @Test
  void unitThatNobodyReadsIsDead() {
    float[] parameters = ones();
    for (int position : HiddenUnits.of(LAYOUT).outgoing(0, 3)) {
      parameters[position] = 0f;
    }
    Cost cost = Cost.of(LAYOUT, parameters);
    assertThat(cost.layers().get(0).deadUnits()).isEqualTo(1);
    assertThat(cost.deadUnits()).isEqualTo(1);
  }

  private static float[] ones() {
    float[] ones = new float[LAYOUT.length()];
    Arrays.fill(ones, 1f);
    return ones;
  }
}
