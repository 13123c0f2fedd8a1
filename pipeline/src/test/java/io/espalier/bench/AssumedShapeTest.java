package io.espalier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.ExampleGraphs;
import io.espalier.model.Network;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssumedShapeTest {
  private static final Plan PLAN =
      PlanReader.read(
          """
run.name = shapes
data { task = classification, source { format = control-charts, count = 600, length = 40 } }
network.layers = [{ type = lstm, units = 8 }]
""",
          "shapes.conf",
          List.of());

  @Test
  void takesTheWidthsOfAGivenNetwork() {
    for (Network network : ExampleGraphs.all().values()) {
      DataShape shape = AssumedShape.of(PLAN, Optional.of(network.layout()));
      assertThat(shape.inputs()).isEqualTo(ExampleGraphs.FEATURES);
      assertThat(shape.outputs()).isEqualTo(network.width(network.output()));
      assertThat(shape.isTokens()).isEqualTo(network.equals(ExampleGraphs.tokens()));
    }
  }

  @Test
  void asksThePlanWhereNoNetworkIsGiven() {
    DataShape shape = AssumedShape.of(PLAN, Optional.empty());
    assertThat(shape.inputs()).isEqualTo(1);
    assertThat(shape.lengths()).containsOnly(40);
    assertThat(shape.isTokens()).isFalse();
  }
}
