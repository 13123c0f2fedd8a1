package io.espalier.store;

import io.espalier.model.Complaint;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Signs of life, given in the background until it is stopped. Whatever one of them meets, a full
 * disk or the end of memory, the next one is tried.
 */
final class Heartbeat {
  private final String work;
  private final Runnable sign;
  private final Duration pause;
  private final Consumer<String> say;
  private final ScheduledExecutorService heart;
  private boolean isFailing; // seen by the one thread alone

  /**
   * @param work whose signs they are, for messages
   * @param sign gives one
   * @param pause between two
   * @param say told when signs begin to fail, and when they are given again
   */
  Heartbeat(String work, Runnable sign, Duration pause, Consumer<String> say) {
    this.work = work;
    this.sign = sign;
    this.pause = pause;
    this.say = say;
    this.heart = Executors.newSingleThreadScheduledExecutor(Heartbeat::thread);
    heart.scheduleWithFixedDelay(
        this::beat, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for a sign that is being given, and gives no more. */
  void stop() {
    heart.shutdown();
    try {
      heart.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      sign.run();
      if (isFailing) {
        isFailing = false;
        say.accept(work + " gives signs of life again");
      }
    } catch (Throwable e) { // of which the executor would make the last beat
      tell(e);
    }
  }

  private void tell(Throwable failure) {
    if (isFailing) {
      return;
    }
    isFailing = true;
    try {
      say.accept(
          "%s gives no sign of life: %s; it is tried again every %d s"
              .formatted(work, Complaint.of(failure), Math.max(1, pause.toSeconds())));
    } catch (RuntimeException | Error e) {
      return; // there is nobody to tell
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "espalier-lock");
    thread.setDaemon(true);
    return thread;
  }
}
