package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final AtomicInteger beats = new AtomicInteger();
  private final CountDownLatch many = new CountDownLatch(6);

  @Test
  void goesOnWhateverASignMeetsAndSaysSoOnce() throws InterruptedException {
    expectManyBeats(said::add);
    assertThat(said)
        .containsExactly(
            "training gives no sign of life: No space left on device; it is"
                + " tried again every 1 s",
            "training gives signs of life again");
  }

  @Test
  void goesOnWhereNobodyCanBeTold() throws InterruptedException {
    expectManyBeats(
        line -> {
          throw new IllegalStateException("standard error is closed");
        });
  }

  private void expectManyBeats(Consumer<String> say) throws InterruptedException {
    Heartbeat heart = new Heartbeat("training", this::beat, Duration.ofMillis(5), say);
    assertThat(many.await(1, TimeUnit.MINUTES)).isTrue();
    heart.stop();
    int last = beats.get();
    Thread.sleep(50);
    assertThat(beats).hasValue(last);
  }

  private void beat() {
    many.countDown();
    switch (beats.incrementAndGet()) {
      case 2 -> throw FullDiskTest.noSpace();
      case 3 -> throw new OutOfMemoryError("for a moment");
      case 4 -> throw new IllegalStateException();
      default -> {}
    }
  }
}
