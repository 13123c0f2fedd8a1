package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.it.Disturbance.Effect;
import io.espalier.it.Disturbance.Operation;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two drivers that do the same run on the same store. */
@Tag("faults")
@ExtendWith(OnSite.class)
class TwoDriversTest {
  private static final String LOCK = ".*/locks/\\w+/1";

  @Test
  void theSecondSaysWhoHasTheFirst(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("second-driver");
    HeldDriver first = HeldDriver.atCheckpoint(here, 4);

    Outcome second = here.startImpatient(List.of()).outcome();
    first.letGo();

    assertThat(second.exit()).as(second.err()).isEqualTo(1);
    assertThat(second.problems().get(0))
        .startsWith("train is being done by another driver")
        .contains("process " + first.run().process().pid());
    assertThat(first.outcome().exit()).isZero();
    site.expectUndamaged(
        "second driver while the first trains", "exit code 1, naming the first", here);
  }

  @Test
  void theSecondWaitsForTheFirst(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("waiting-driver");
    HeldDriver first = HeldDriver.atCheckpoint(here, 4);

    Launcher.Running second = here.start(List.of());
    second.awaitError("waiting for it");
    first.letGo();

    assertThat(first.outcome().exit()).isZero();
    Outcome waited = second.outcome();
    assertThat(waited.exit()).as(waited.err()).isZero();
    site.expectUndamaged("second driver waits for the first", "both end well", here);
  }

  @Test
  void theSecondGoesOnWhereADeadFirstStopped(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("dead-holder");
    HeldDriver first = HeldDriver.atCheckpoint(here, 4);

    Launcher.Running second = here.start(List.of());
    second.awaitError("waiting for it");
    first.run().kill();

    Outcome took = second.outcome();
    assertThat(took.exit()).as(took.err()).isZero();
    site.expectUndamaged("holder killed while another driver waits", "the other took over", here);
  }

  @Test
  void theSecondSeesTheFirstWriteItsLock(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("lock-being-written");
    Disturbance late =
        new Disturbance(Operation.CREATE, LOCK, "", Effect.HOLD, here.place().resolve("late"));
    Launcher.Running second = here.startImpatient(late.options());
    late.await(second);
    HeldDriver first = HeldDriver.at(here, Operation.WRITE, LOCK);

    late.letGo();
    Thread.sleep(500); // The second finds half a lock, and looks for the rest of it.
    first.letGo();

    Outcome refused = second.outcome();
    assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
    assertThat(refused.problems().get(0))
        .contains("is being done by another driver", "process " + first.run().process().pid());
    assertThat(first.outcome().exit()).isZero();
    site.expectUndamaged(
        "second driver while the first writes its lock", "exit code 1, naming the first", here);
  }

  @Test
  void oneOfTwoThatStartTogetherWins(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("two-drivers");
    Launcher.Running one = here.startImpatient(List.of());
    Launcher.Running other = here.startImpatient(List.of());

    List<Outcome> outcomes = List.of(one.outcome(), other.outcome());

    Outcome loser = outcomes.get(outcomes.get(0).exit() == 0 ? 1 : 0);
    assertThat(Stream.of(one, other).map(run -> run.process().exitValue()))
        .as(loser.err())
        .containsExactlyInAnyOrder(0, 1);
    assertThat(loser.problems().get(0)).contains("is being done by another driver");
    site.expectUndamaged("two drivers started together", "one won, the other said so", here);
  }
}
