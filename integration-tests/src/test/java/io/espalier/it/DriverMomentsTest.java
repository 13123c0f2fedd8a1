package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.it.Disturbance.Operation;
import io.espalier.model.Names;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that is killed at the worst moments, and started again. */
@Tag("faults")
@ExtendWith(OnSite.class)
class DriverMomentsTest {
  enum Moment {
    DURING_A_CHECKPOINT_WRITE(Operation.WRITE, ".*/rounds/4/\\.tmp-\\w+-state\\.bin"),
    BEFORE_THE_RENAME_OF_A_CHECKPOINT(Operation.RENAME, ".*/rounds/4/state\\.bin"),
    BEFORE_THE_RENAME_OF_A_CHECKPOINTS_MANIFEST(Operation.RENAME, ".*/rounds/4/manifest\\.json"),
    /** The first network that is written once scores are there is the pruned one. */
    DURING_A_MASK_COMMIT(Operation.RENAME, ".*/stages/[0-9a-f]+/network\\.espalier");

    private final Operation operation;
    private final String path;

    Moment(Operation operation, String path) {
      this.operation = operation;
      this.path = path;
    }

    private String text() {
      return Names.words(this);
    }
  }

  @ParameterizedTest
  @EnumSource
  void loseNothingThatWasCommitted(Moment moment, Site site)
      throws IOException, InterruptedException {
    Case here = site.newCase("driver-" + moment.text().replace(' ', '-'));
    if (moment == Moment.DURING_A_MASK_COMMIT) {
      Outcome scored = here.start("score", List.of()).outcome();
      assertThat(scored.exit()).as(scored.err()).isZero();
    }
    HeldDriver.at(here, moment.operation, moment.path).run().kill();

    Outcome resumed = here.run();

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    site.expectUndamaged(
        "driver killed " + moment.text(), "restarted, went on from what was committed", here);
  }
}
