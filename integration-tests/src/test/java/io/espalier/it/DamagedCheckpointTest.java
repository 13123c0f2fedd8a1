package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.Names;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The newest checkpoint of a run that was killed is not what was written. */
@Tag("faults")
@ExtendWith(OnSite.class)
class DamagedCheckpointTest {
  enum Damage {
    TRUNCATED,
    ONE_BIT_FLIPPED,
    MANIFEST_MISSING;

    private String text() {
      return Names.words(this);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isSteppedOver(Damage damage, Site site) throws IOException, InterruptedException {
    Case here = site.newCase("checkpoint-" + damage.text().replace(' ', '-'));
    stop(here);
    damage(site.hdfs().files(), new Path(here.store()), damage);

    Outcome resumed = here.run();

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains("round 6 is stepped over")
        .contains("going on from the checkpoint of round 4");
    site.expectUndamaged(
        "checkpoint " + damage.text(), "named, and stepped over to the one before", here);
  }

  /** Kills the driver once the checkpoints of rounds 4 and 6 are committed. */
  private static void stop(Case here) throws IOException {
    HeldDriver.atCheckpoint(here, 8).run().kill();
  }

  private static void damage(FileSystem files, Path store, Damage damage) throws IOException {
    FileStatus[] newest = files.globStatus(new Path(store, "stages/*/rounds/6"));
    assertThat(newest).hasSize(1);
    Path state = new Path(newest[0].getPath(), "state.bin");
    switch (damage) {
      case TRUNCATED -> rewrite(files, state, half(read(files, state)));
      case ONE_BIT_FLIPPED -> {
        byte[] bytes = read(files, state);
        bytes[bytes.length / 2] ^= 1;
        rewrite(files, state, bytes);
      }
      case MANIFEST_MISSING ->
          assertThat(files.delete(new Path(newest[0].getPath(), "manifest.json"), false)).isTrue();
    }
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static byte[] read(FileSystem files, Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  private static void rewrite(FileSystem files, Path file, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(bytes);
    }
  }
}
