package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.it.Disturbance.Effect;
import io.espalier.it.Disturbance.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks of a round that fail, or hang, and are done again by Spark. */
@Tag("faults")
@ExtendWith(OnSite.class)
class TaskFaultsTest {
  private static final String SHARD = ".*/train/shard-00000\\.parquet";
  private static final String FIRST_ROUND = ".* · train · epoch 1 · rounds? 1[-/].*";

  @Test
  void aTaskThatThrowsIsTriedAgain(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("task-throws");
    Disturbance throwing = here.disturbance(Operation.OPEN, SHARD, FIRST_ROUND, Effect.FAIL);

    Outcome outcome = here.start(throwing.options()).outcome();

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(here.events().failedTasks()).isEqualTo(1);
    site.expectUndamaged("task throws", "tried again", here);
  }

  @Test
  void aStragglerIsOvertakenByASecondAttempt(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("straggler");
    Disturbance hanging = here.disturbance(Operation.OPEN, SHARD, FIRST_ROUND, Effect.HOLD);
    List<String> options = new ArrayList<>(hanging.options());
    options.add("--conf=spark.speculation=true");

    Outcome outcome = here.start(options).outcome();

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(here.events().speculativeTasks()).isPositive();
    site.expectUndamaged(
        "task hangs, speculation on", "a second attempt on another host came first", here);
  }
}
