package io.espalier.bench;

import io.espalier.run.Progress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Times contestants in turns, so that whatever else the machine does meets all of them.
 *
 * @param seconds for all contestants together, a fifth of it to warm up; there are two rounds at
 *     least, one to warm up and one that counts
 */
public record Turns(double seconds) {
  private static final double WARM_UP = 0.2;

  /**
   * The median milliseconds of each contestant.
   *
   * @param title of the progress
   */
  public Map<String, Double> medians(
      String title, Map<String, Contestant> contestants, Progress progress) {
    progress.begin(title, Math.round(seconds * 1000));
    long start = System.nanoTime();
    Map<String, DoubleStream.Builder> times = new LinkedHashMap<>();
    do {
      contestants.values().forEach(Contestant::turn);
      progress.advance(millisecondsSince(start), "warms up");
    } while (millisecondsSince(start) < WARM_UP * seconds * 1000);
    contestants.keySet().forEach(name -> times.put(name, DoubleStream.builder()));
    do {
      contestants.forEach(
          (name, contestant) -> Arrays.stream(contestant.turn()).forEach(times.get(name)));
      progress.advance(millisecondsSince(start), "");
    } while (millisecondsSince(start) < seconds * 1000);
    Map<String, Double> medians = new LinkedHashMap<>();
    times.forEach((name, all) -> medians.put(name, median(all.build().toArray())));
    progress.end("%d timed in turns".formatted(medians.size()));
    return medians;
  }

  private static long millisecondsSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return (times[times.length / 2] + times[(times.length - 1) / 2]) / 2;
  }
}
