package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An executor, or the driver, that is killed in the middle of a round on the cluster. */
@ExtendWith(OnSite.class)
class KilledProcessesTest {
  @Test
  void anExecutorKilledTwiceChangesNothing(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("executor-killed");
    Launcher.Running run = here.start(List.of());

    Signals.kill(ClusterFaults.freezeAnExecutor(site, here, run, 2));
    Signals.kill(ClusterFaults.freezeAnExecutor(site, here, run, 14));

    Outcome outcome = run.outcome();
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(here.events().failedTasks()).isGreaterThanOrEqualTo(2);
    site.expectUndamaged(
        "executor killed in the middle of a round, twice", "its tasks were done again", here);
  }

  @Test
  void aDriverKilledInARoundGoesOnFromItsCheckpoint(Site site)
      throws IOException, InterruptedException {
    Case here = site.newCase("driver-killed");
    Launcher.Running run = here.start(List.of());

    ProcessHandle executor = ClusterFaults.freezeAnExecutor(site, here, run, 6);
    run.kill();
    Signals.kill(executor);

    Outcome resumed = here.run();
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).containsPattern("going on from the checkpoint of round [1-9]");
    site.expectUndamaged(
        "driver killed in the middle of a round", "restarted, went on from the checkpoint", here);
  }
}
