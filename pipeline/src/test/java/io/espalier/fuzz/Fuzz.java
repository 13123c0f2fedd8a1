package io.espalier.fuzz;

import com.sun.management.ThreadMXBean;
import io.espalier.fuzz.FuzzPart.Verdict;
import io.espalier.fuzz.FuzzTally.Find;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries inputs of a part. Input number n of a run is made of the run's seed plus n alone, so that a
 * find is met first by a run with its seed.
 */
final class Fuzz {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** How often what is kept is read as it is, each time by other settings. */
  private static final int AS_IT_IS = 8;

  private final FuzzPart part;
  private final Limits limits;
  private volatile Thread reader;
  private ExecutorService readers = readers();

  Fuzz(FuzzPart part, Limits limits) {
    this.part = part;
    this.limits = limits;
  }

  /**
   * What one input may take.
   *
   * @param work of the processor, in the thread that reads it
   * @param patience until it is taken for endless; longer, as a machine may have other things to do
   * @param bytes allocated in that thread
   */
  record Limits(Duration work, Duration patience, long bytes) {}

  /** Tries what is kept, and then others for so long; ends early after a few finds. */
  FuzzTally run(long seed, Duration time) throws Exception {
    FuzzTally tally = new FuzzTally(part.name());
    List<byte[]> kept = Corpus.of(part.name());
    List<byte[]> beginnings = part.beginnings(kept);
    for (int i = 0; i < AS_IT_IS * kept.size(); i++) {
      byte[] input = kept.get(i / AS_IT_IS);
      int way = i % AS_IT_IS;
      tally.add(find(input, new Random(way), way), input);
    }
    long end = System.nanoTime() + time.toNanos();
    for (long n = seed; System.nanoTime() < end && tally.goesOn(); n++) {
      Random random = new Random(n);
      byte[] beginning = beginnings.get(random.nextInt(beginnings.size()));
      byte[] input = part.input(beginning, random);
      tally.add(find(input, random, n), input);
    }
    readers.shutdownNow();
    part.close();
    return tally;
  }

  /** How an input ends, or the find. */
  private Object find(byte[] input, Random random, long seed) throws InterruptedException {
    try {
      return readers
          .submit(() -> bounded(input, random))
          .get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return new Find(part.name(), seed, e.getCause());
    } catch (TimeoutException e) {
      AssertionError endless = new AssertionError("no end after " + limits.patience());
      Optional.ofNullable(reader).ifPresent(here -> endless.setStackTrace(here.getStackTrace()));
      readers.shutdownNow();
      readers = readers();
      return new Find(part.name(), seed, endless);
    }
  }

  private Verdict bounded(byte[] input, Random random) throws Exception {
    reader = Thread.currentThread();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long time = THREADS.getCurrentThreadCpuTime();
    Verdict verdict = part.read(input, random);
    Duration work = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time);
    long taken = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    if (work.compareTo(limits.work()) > 0 || taken > limits.bytes()) {
      throw new AssertionError("it took %s and %,d bytes".formatted(work, taken));
    }
    return verdict;
  }

  private static ExecutorService readers() {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, "fuzz");
          thread.setDaemon(true);
          return thread;
        });
  }
}
