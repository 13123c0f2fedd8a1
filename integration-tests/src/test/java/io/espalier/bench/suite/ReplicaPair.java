package io.espalier.bench.suite;

import io.espalier.bench.Contestant;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two replicas that step at the same time, each on a thread of its own. */
final class ReplicaPair implements Contestant, AutoCloseable {
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Runnable one;
  private final Runnable other;

  ReplicaPair(Runnable one, Runnable other) {
    this.one = one;
    this.other = other;
  }

  /** Milliseconds for each of the two steps that are done at once. */
  @Override
  public double[] turn() {
    return Arrays.stream(Contestant.of(this::both).turn()).map(pair -> pair / 2).toArray();
  }

  private void both() {
    Future<?> first = threads.submit(one);
    Future<?> second = threads.submit(other);
    try {
      first.get();
      second.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a replica failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while replicas worked", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
