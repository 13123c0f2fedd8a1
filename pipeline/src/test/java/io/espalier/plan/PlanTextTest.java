package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.model.LayerSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  @Test
  void sortsComponentsOfRecords() {
    assertThat(PlanText.of(new RunPlan("x", 7, "s\"t\\u\n")))
        .isEqualTo("{\"name\": \"x\", \"seed\": 7, \"store\": \"s\\\"t\\\\u\\u000a\"}");
    assertThat(PlanText.of(new TrainPlan.Regularisation(0.5, 0)))
        .isEqualTo("{\"clip\": 0.5, \"l2\": 0.0}");
  }

  @Test
  void tellsRecordsOfOneInterfaceApart() {
    assertThat(PlanText.of(new LayerSpec.Embedding(4)))
        .isEqualTo("{\"type\": \"embedding\", \"units\": 4}")
        .isNotEqualTo(PlanText.of(new LayerSpec.Dense(4)));
  }

  /** So that a key which is new and not given makes no stage another one. */
  @Test
  void leavesOutComponentsThatAreEmpty() {
    PrunePlan.SchedulePlan levels = new PrunePlan.SchedulePlan("cubic", 2, 0.5);
    assertThat(PlanText.of(levels))
        .isEqualTo("{\"levels\": 2, \"sparsity\": 0.5, \"type\": \"cubic\"}");
    UntilPlan until = new UntilPlan(Map.of(UntilPlan.Limit.MULTIPLY_ADDS, 7.0), 3);
    assertThat(PlanText.of(new PrunePlan.SchedulePlan("cubic", 2, 0.5, Optional.of(until))))
        .contains("\"until\": {\"most\": {\"multiply-adds\": 7.0}, \"probes\": 3}");
  }

  @Test
  void doesNotDependOnTheOrderOfMapsAndSets() {
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put("a", 2);
    Set<Task> set = new LinkedHashSet<>(List.of(Tasks.REGRESSION, Tasks.LANGUAGE_MODEL));

    assertThat(PlanText.of(map)).isEqualTo("{\"a\": 2, \"b\": 1}");
    assertThat(PlanText.of(set)).isEqualTo("[\"language-model\", \"regression\"]");
    assertThat(PlanText.of(List.of(2, 1))).isEqualTo("[2, 1]");
  }

  @Test
  void refusesWhatHasNoCanonicalText() {
    assertThatThrownBy(() -> PlanText.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no canonical text");
  }
}
