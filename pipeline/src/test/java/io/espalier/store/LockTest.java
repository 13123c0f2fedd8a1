package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTest {
  private static final Lock.Pace QUICK = new Lock.Pace(Duration.ofMillis(40), 5);
  private static final Holder ME = Holder.current("app-1");

  @TempDir private Path temporary;
  private final List<String> said = new ArrayList<>();
  private Folder folder;

  @BeforeEach
  void open() {
    folder = Folder.at(temporary.resolve("locks/key").toUri().toString(), new Configuration());
  }

  @Test
  void refusesASecondHolderAndNamesTheFirst() {
    try (Lock first = take(ME)) {
      assertThatThrownBy(() -> take(Holder.current("app-2")))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("level 1 · finetune")
          .hasMessageContaining("process " + ME.process() + " on " + ME.host())
          .hasMessageContaining("application app-1, since " + ME.since())
          .hasMessageContaining("wait until it is done or end it");
      assertThatCode(first::check).doesNotThrowAnyException();
    }
  }

  @Test
  void isFreeOnceGivenBack() {
    take(ME).close();
    take(ME).close();
    assertThat(temporary.resolve("locks/key")).isEmptyDirectory();
  }

  @Test
  void isForgottenOnceTheWorkIsDone() {
    try (Lock lock = take(ME)) {
      lock.done();
    }
    assertThat(temporary.resolve("locks/key")).doesNotExist();
  }

  @Test
  void whatIsDoneIsNotTakenFromWhoeverCameNext() {
    Lock first = take(ME);
    first.done();
    try (Lock second = take(ME)) {
      first.close();
      assertThat(temporary.resolve("locks/key/1")).exists();
      assertThatCode(second::check).doesNotThrowAnyException();
    }
  }

  @Test
  void takesOverAtOnceFromAProcessOfThisHostThatIsGone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    leave(new Holder(ME.host(), ME.processes(), gone.pid(), 1, "app-0", "then"));
    take(ME).close();
    assertThat(said).isEmpty();
  }

  @Test
  void takesOverFromAProcessWhoseNumberWasGivenToAnother() throws IOException {
    leave(new Holder(ME.host(), ME.processes(), ME.process(), ME.started() - 60_000, "app", "t"));
    take(ME).close();
    assertThat(said).isEmpty();
  }

  @Test
  void takesOverFromAnotherHostThatGivesNoSignOfLife() throws IOException {
    leave(elsewhere());
    try (Lock lock = take(ME)) {
      assertThat(temporary.resolve("locks/key")).isDirectoryContaining("glob:**/2");
      assertThatCode(lock::check).doesNotThrowAnyException();
    }
    assertThat(said).singleElement().asString().contains("process 17 on elsewhere");
  }

  @Test
  void takesOverAFileThatWasNeverFilled() throws IOException {
    Files.createDirectories(temporary.resolve("locks/key"));
    Files.createFile(temporary.resolve("locks/key/1"));
    take(ME).close();
    assertThat(said).hasSize(1);
  }

  @Test
  @Timeout(60)
  void aFileInThePlaceOfItsFolderIsNamedAndGoes() throws IOException {
    Files.createDirectories(temporary.resolve("locks"));
    Files.createFile(temporary.resolve("locks/key"));
    take(ME).close();
    assertThat(said).singleElement().asString().contains("locks/key was a file where a folder");
  }

  @Test
  @Timeout(60)
  void aFileInThePlaceOfAllLocksIsAFailureThatNamesIt() throws IOException {
    Files.createFile(temporary.resolve("locks"));
    assertThatThrownBy(() -> take(ME))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(temporary.resolve("locks").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "null", "{\"host\":null}", "\0\1\2"})
  void aHolderThatDoesNotSayWhoItIsIsNamedByItsFileAndTakenOver(String text) throws IOException {
    Files.createDirectories(temporary.resolve("locks/key"));
    Files.writeString(temporary.resolve("locks/key/1"), text);
    take(ME).close();
    assertThat(said).singleElement().asString().contains("locks/key/1");
  }

  @Test
  void refusesWhileAnotherHostGivesSignsOfLife() {
    try (Lock lock = take(elsewhere())) {
      assertThatThrownBy(() -> take(ME))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("process 17 on elsewhere");
      assertThatCode(lock::check).doesNotThrowAnyException();
    }
  }

  @Test
  void whoeverLostItWritesNothingMore() throws IOException {
    try (Lock slow = take(ME)) {
      Folder stage = Folder.at(temporary.resolve("s").toUri().toString(), new Configuration());
      Folder guarded = stage.guarded(slow);
      guarded.write("a.bin", new byte[1]);
      Files.write(temporary.resolve("locks/key/2"), Json.write(elsewhere()));
      assertThatThrownBy(() -> guarded.child("rounds").write("b.bin", new byte[1]))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("taken over by another driver, process 17 on elsewhere");
      assertThatThrownBy(guarded::delete).isInstanceOf(HeldException.class);
      assertThat(stage.has("a.bin")).isTrue();
      assertThat(stage.child("rounds").entries()).isEmpty();
    }
  }

  @Test
  void isNotLostWhileASignOfLifeReplacesItsFileInTwoSteps() throws IOException {
    try (Lock lock = take(ME)) {
      Files.delete(temporary.resolve("locks/key/1"));
      assertThatCode(lock::check).doesNotThrowAnyException();
    }
  }

  @Test
  void oneOfManyWins() throws Exception {
    int drivers = 8;
    CountDownLatch together = new CountDownLatch(drivers);
    ExecutorService threads = Executors.newFixedThreadPool(drivers);
    try {
      List<Future<Boolean>> tries = new ArrayList<>();
      for (int i = 0; i < drivers; i++) {
        tries.add(threads.submit(trying(together)));
      }
      int winners = 0;
      for (Future<Boolean> each : tries) {
        winners += each.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Boolean> trying(CountDownLatch together) {
    return () -> {
      together.countDown();
      together.await();
      try {
        Lock won = take(ME);
        assertThat(won).isNotNull();
        return true;
      } catch (HeldException e) {
        return false;
      }
    };
  }

  private Lock take(Holder me) {
    return new LockClaim(new LockFiles(folder), "level 1 · finetune", me, QUICK, said::add)
        .take(Duration.ZERO);
  }

  private void leave(Holder dead) throws IOException {
    Files.createDirectories(temporary.resolve("locks/key"));
    Files.write(temporary.resolve("locks/key/1"), Json.write(dead));
  }

  private static Holder elsewhere() {
    return new Holder("elsewhere", "", 17, 1, "app-9", "2026-01-01T00:00:00Z");
  }
}
