package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two drivers, each with a store of its own, one of which waits for the other. */
class LockWaitTest {
  private static final Lock.Pace QUICK = new Lock.Pace(Duration.ofMillis(40), 5);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path temporary;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
  private Store first;
  private Store second;

  @BeforeEach
  void open() {
    first = store("app-1");
    second = store("app-2");
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void waitsUntilTheHolderIsDone() throws Exception {
    Lock held = lock(first);
    Future<Lock> waiting = threads.submit(() -> await(second, LONG));
    assertThat(said.poll(1, TimeUnit.MINUTES))
        .startsWith("train is being done by another driver, process ")
        .contains(Holder.current("app-1").host(), "application app-1, since ")
        .endsWith("; waiting for it, 5 min at most");
    Thread.sleep(10 * QUICK.beat().toMillis());
    assertThat(waiting).isNotDone();
    held.done();
    try (Lock taken = waiting.get(1, TimeUnit.MINUTES)) {
      assertThatCode(taken::check).doesNotThrowAnyException();
      assertThat(said).as("said once, however often it looked").isEmpty();
    }
  }

  @Test
  void takesOverFromAHolderThatDiesWhileItIsWaitedFor() throws Exception {
    AtomicBoolean lives = new AtomicBoolean(true);
    beat();
    Future<?> other =
        threads.submit(
            () -> {
              while (lives.get()) {
                Thread.sleep(10);
                beat();
              }
              return lives;
            });
    Future<Lock> waiting = threads.submit(() -> await(second, LONG));
    assertThat(said.poll(1, TimeUnit.MINUTES)).contains("looking for a sign of life");
    assertThat(said.poll(1, TimeUnit.MINUTES))
        .contains("process 17 on elsewhere (application app-9, since then); waiting for it");
    Thread.sleep(10 * QUICK.beat().toMillis());
    assertThat(waiting).isNotDone();
    lives.set(false);
    other.get(1, TimeUnit.MINUTES);
    try (Lock taken = waiting.get(1, TimeUnit.MINUTES)) {
      assertThatCode(taken::check).doesNotThrowAnyException();
      assertThat(temporary.resolve("locks/key/2")).exists();
    }
  }

  @Test
  void doesNotWaitWhereItMayNot() {
    try (Lock held = lock(first)) {
      assertThatThrownBy(() -> await(second, Duration.ZERO))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("train is being done by another driver, process ")
          .hasMessageContaining("application app-1, since ")
          .hasMessageEndingWith("wait until it is done or end it, then start this again");
      assertThatThrownBy(() -> lock(second)).isInstanceOf(HeldException.class);
      assertThat(said).isEmpty();
      assertThatCode(held::check).doesNotThrowAnyException();
    }
  }

  @Test
  void givesUpOnceTheLimitHasPassed() {
    try (Lock held = lock(first)) {
      Duration limit = Duration.ofMillis(300);
      long start = System.nanoTime();
      assertThatThrownBy(() -> await(second, limit))
          .isInstanceOf(HeldException.class)
          .hasMessageEndingWith("wait until it is done or end it, then start this again");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(limit.toNanos());
      assertThat(said).hasSize(1);
      assertThatCode(held::check).doesNotThrowAnyException();
    }
  }

  @Test
  void manyThatWaitHoldItOneAfterAnother() throws Exception {
    AtomicInteger holders = new AtomicInteger();
    List<Future<Integer>> turns = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Store store = i % 2 == 0 ? first : second;
      turns.add(threads.submit(() -> turn(store, holders)));
    }
    for (Future<Integer> turn : turns) {
      assertThat(turn.get(1, TimeUnit.MINUTES)).isEqualTo(1);
    }
  }

  /** How many held the lock while this one did. */
  private int turn(Store store, AtomicInteger holders) throws InterruptedException {
    try (Lock lock = await(store, LONG)) {
      int now = holders.incrementAndGet();
      Thread.sleep(20);
      lock.check();
      holders.decrementAndGet();
      lock.done();
      return now;
    }
  }

  private Store store(String application) {
    Store store = Store.at(temporary.toUri().toString(), new Configuration(), application);
    store.create();
    return store.at(QUICK);
  }

  private Lock lock(Store store) {
    return store.await("key", "train", Duration.ZERO, said::add);
  }

  private Lock await(Store store, Duration limit) {
    return store.await("key", "train", limit, said::add);
  }

  /** A sign of life of a driver on another host. */
  private void beat() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("locks/key"));
    Path written = temporary.resolve("beat");
    Files.write(written, Json.write(new Holder("elsewhere", "", 17, 1, "app-9", "then")));
    Files.move(written, folder.resolve("1"), StandardCopyOption.REPLACE_EXISTING);
  }
}
