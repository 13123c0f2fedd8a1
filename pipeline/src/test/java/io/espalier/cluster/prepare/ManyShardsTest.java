package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.DataPlans;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.data.generate.ControlCharts;
import io.espalier.plan.DataPlan;
import org.junit.jupiter.api.Test;

class ManyShardsTest {
  private static DataPlan plan(Task task, int shards) {
    return DataPlans.with(
        DataPlans.of(task, DataPlans.generated(new ControlCharts(), 10)),
        new DataPlan.SplitPlan(0.2, 0.2, shards));
  }

  @Test
  void filesThatAloneTakeLongAreSaidBeforeTheyAreWritten() {
    assertThat(ManyShards.ofPlan(plan(Tasks.CLASSIFICATION, 1000))).isEmpty();
    assertThat(ManyShards.ofPlan(plan(Tasks.CLASSIFICATION, 10_000)))
        .hasValueSatisfying(
            said -> assertThat(said).startsWith("data.shards = 10000: 30,000 files are written"));
  }

  @Test
  void shardsThatStayEmptyAreSaidUnlessTheyAreFew() {
    assertThat(ManyShards.ofSequences(plan(Tasks.CLASSIFICATION, 16), 10)).isEmpty();
    assertThat(ManyShards.ofSequences(plan(Tasks.CLASSIFICATION, 40), 40)).isEmpty();
    assertThat(ManyShards.ofSequences(plan(Tasks.CLASSIFICATION, 41), 40))
        .hasValue(
            "data.shards = 41, and there are 40 sequences: most files of each split stay empty");
  }

  @Test
  void windowsOfAFewSeriesMayFillManyShards() {
    assertThat(ManyShards.ofSequences(plan(Tasks.LANGUAGE_MODEL, 500), 1)).isEmpty();
    assertThat(ManyShards.ofSequences(plan(Tasks.FORECAST, 500), 1)).isEmpty();
  }
}
