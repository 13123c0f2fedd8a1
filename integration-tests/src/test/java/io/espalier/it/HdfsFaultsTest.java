package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** HDFS that loses a node, does not answer, or takes nothing, while a checkpoint is written. */
@Tag("faults")
@ExtendWith(OnSite.class)
class HdfsFaultsTest {
  private static final Duration OUTAGE = Duration.ofSeconds(20);

  @Test
  void aDataNodeThatDiesIsMissedByNobody(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("data-node-dies");
    HeldDriver held = HeldDriver.atCheckpoint(here, 4);
    Signals.kill(site.hdfs().dataNode(0));
    held.letGo();

    Outcome outcome = held.outcome();
    site.hdfs().replaceDataNode(0);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    site.expectUndamaged(
        "DataNode dies during a checkpoint write", "the write went on without it", here);
  }

  @Test
  void aNameNodeThatDoesNotAnswerIsWaitedFor(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("name-node-silent");
    HeldDriver held = HeldDriver.atCheckpoint(here, 4);
    Signals.freeze(site.hdfs().nameNode());
    held.letGo();
    Thread.sleep(OUTAGE.toMillis());
    Signals.thaw(site.hdfs().nameNode());

    Outcome outcome = held.outcome();

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    site.expectUndamaged("NameNode does not answer for 20 s", "was waited for", here);
  }

  @Test
  void aNameNodeThatIsGoneEndsTheRunAtWorst(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("name-node-gone");
    HeldDriver held = HeldDriver.atCheckpoint(here, 4);
    Signals.kill(site.hdfs().nameNode());
    held.letGo();
    Thread.sleep(OUTAGE.toMillis());
    site.hdfs().restartNameNode();
    Outcome outcome = held.outcome();

    Outcome resumed = here.run();

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    String what =
        outcome.exit() == 0
            ? "was waited for"
            : "ended with exit code %d; restarted, went on".formatted(outcome.exit());
    site.expectUndamaged("NameNode killed, back after 20 s", what, here);
  }

  @Test
  void aFullStoreIsSaidAndNothingIsLost(Site site) throws IOException, InterruptedException {
    DistributedFileSystem files = site.hdfs().files();
    Case here = site.newCase("store-full");
    Path store = new Path(here.store());

    Outcome refused =
        refused(
            here,
            () -> files.setQuota(store, HdfsConstants.QUOTA_DONT_SET, 1024),
            () -> files.setQuota(store, HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET));

    assertThat(refused.problems().get(0)).contains("quota", "is exceeded");
    assertThat(refused.problems().get(1)).matches("  in: cannot write .*/rounds/4/\\w+\\.\\w+");
    goesOn(site, here, "HDFS full");
  }

  @Test
  void aReadOnlyStoreIsSaidAndNothingIsLost(Site site) throws IOException, InterruptedException {
    DistributedFileSystem files = site.hdfs().files();
    Case here = site.newCase("store-read-only");

    Outcome refused =
        refused(
            here,
            () -> files.setSafeMode(SafeModeAction.SAFEMODE_ENTER),
            () -> files.setSafeMode(SafeModeAction.SAFEMODE_LEAVE));

    assertThat(refused.problems().get(0)).contains("safe mode");
    goesOn(site, here, "HDFS read-only");
  }

  private interface Change {
    void make() throws IOException;
  }

  private static Outcome refused(Case here, Change change, Change back)
      throws IOException, InterruptedException {
    HeldDriver held = HeldDriver.atCheckpoint(here, 4);
    Outcome outcome;
    change.make();
    try {
      held.letGo();
      outcome = held.outcome();
    } finally {
      back.make(); // Other tests write there, too.
    }
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).contains("the same command goes on where this one stopped");
    return outcome;
  }

  private static void goesOn(Site site, Case here, String fault)
      throws IOException, InterruptedException {
    Outcome resumed = here.run();
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).containsPattern("going on from the checkpoint of round 2");
    site.expectUndamaged(fault, "said so with exit code 1; restarted, went on", here);
  }
}
