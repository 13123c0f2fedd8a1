package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.it.Disturbance.Effect;
import io.espalier.it.Disturbance.Operation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A driver that is killed while it commits the first checkpoint after the mask has moved. */
@Tag("faults")
@ExtendWith(OnSite.class)
class MovedMaskTest {
  private static final String[] MOVING = {
    "--set", "prune.when=training",
    "--set", "prune.grow=rigl",
    "--set", "prune.during.every=2",
    "--set", "prune.schedule.type=one-shot",
    "--set", "prune.schedule.levels=1"
  };

  @Test
  void goesOnToTheSameBytes(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("mask-moved");
    Outcome trained = here.start("train", List.of(), MOVING).outcome();
    assertThat(trained.exit()).as(trained.err()).isZero();
    Disturbance disturbance =
        here.disturbance(Operation.RENAME, ".*/rounds/4/state\\.bin", Effect.HOLD);
    Launcher.Running run = here.start("run", disturbance.options(), MOVING);
    disturbance.await(run);
    run.kill();

    Outcome resumed = here.start("run", List.of(), MOVING).outcome();

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    Case undisturbed = site.newCase("mask-moved-undisturbed");
    Outcome whole = undisturbed.start("run", List.of(), MOVING).outcome();
    assertThat(whole.exit()).as(whole.err()).isZero();
    assertThat(here.bytes()).containsExactlyInAnyOrderEntriesOf(undisturbed.bytes());
  }
}
