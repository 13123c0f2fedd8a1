package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an executor finds, or does not find, where it starts. */
@Tag("faults")
@ExtendWith(OnSite.class)
class ExecutorsTest {
  @Test
  void twoThatStartOnAnEmptyCacheUnpackTheNativeLibrariesOnce(Site site)
      throws IOException, InterruptedException {
    Case here = site.newCase("empty-native-cache");
    Path cache = Files.createDirectory(here.place().resolve("cache"));

    Outcome outcome =
        here.run("--conf=spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.cachedir=" + cache);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(here.events().failedTasks()).isZero();
    assertThat(StoreFiles.below(cache)).anyMatch(file -> file.endsWith("libjnijavacpp.so"));
    site.expectUndamaged(
        "two executors start together on an empty cache of native libraries",
        "unpacked once",
        here);
  }

  @Test
  void severalThreadsOfArithmeticAreRefused(Site site) throws IOException, InterruptedException {
    Case here = site.newCase("several-threads");

    Outcome outcome = here.run("--conf=spark.executorEnv.OMP_NUM_THREADS=2");

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.problems())
        .singleElement()
        .asString()
        .contains("OMP_NUM_THREADS must be 1", "it is 2 in one of them");
  }
}
