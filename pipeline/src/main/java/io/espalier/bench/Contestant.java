package io.espalier.bench;

import java.util.Arrays;

/** One of several that do comparable work and are timed in turns. */
public interface Contestant {
  /** Milliseconds after which a turn ends. */
  double TURN = 5;

  /**
   * Does the work again and again until the turn is over, at least once.
   *
   * @return milliseconds that each piece of work took
   */
  double[] turn();

  /** A contestant whose turn is timed here. */
  static Contestant of(Runnable work) {
    return () -> {
      double[] times = new double[16];
      int count = 0;
      long start = System.nanoTime();
      long before = start;
      while (count == 0 || before - start < TURN * 1e6) {
        work.run();
        long now = System.nanoTime();
        times = count < times.length ? times : Arrays.copyOf(times, 2 * count);
        times[count++] = (now - before) / 1e6;
        before = now;
      }
      return Arrays.copyOf(times, count);
    };
  }
}
