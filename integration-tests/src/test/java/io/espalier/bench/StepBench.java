package io.espalier.bench;

import io.espalier.network.FastLstm;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Times whole training steps ({@code fit} on one batch) of Deeplearning4j's own LSTM and of the one
 * that Espalier installs, in turns, and prints medians and ratios: by the clock, and by processor
 * time of the one thread, which other programs on the machine disturb less. Set {@code
 * OMP_NUM_THREADS=1}. Arguments: names of configurations, or none for all.
 */
public final class StepBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int BATCHES = 4;
  private static final double SECONDS = 12;
  private static final int WARM_UP = 20;

  private static final List<StepConfiguration> ALL =
      List.of(
          new StepConfiguration("A", 10, new int[] {50}, 64, 5, new int[] {60, 60}),
          new StepConfiguration("B", 64, new int[] {256}, 32, 5, new int[] {50, 50}),
          new StepConfiguration("C", 96, new int[] {512, 512}, 32, 96, new int[] {64, 64}),
          new StepConfiguration("short", 12, new int[] {128}, 16, 9, new int[] {7, 29}),
          new StepConfiguration("long", 12, new int[] {128}, 16, 9, new int[] {20, 200}));

  private StepBench() {}

  public static void main(String[] names) {
    System.out.printf(
        "%-6s %10s %10s %8s %10s %10s %8s%n",
        "", "stock ms", "fast ms", "ratio", "stock cpu", "fast cpu", "ratio");
    for (StepConfiguration configuration : ALL) {
      if (names.length == 0 || List.of(names).contains(configuration.name())) {
        run(configuration);
      }
    }
  }

  private static void run(StepConfiguration configuration) {
    ComputationGraph stock = new ComputationGraph(configuration.graph());
    ComputationGraph fast = new ComputationGraph(configuration.graph());
    stock.init();
    fast.init();
    List<MultiDataSet> batches = new ArrayList<>();
    for (int seed = 0; seed < BATCHES; seed++) {
      batches.add(configuration.batch(seed));
    }
    try (FastLstm installed = FastLstm.install(fast)) {
      if (installed.layers() != configuration.units().length) {
        throw new IllegalStateException("not every LSTM layer was covered");
      }
      for (int i = 0; i < WARM_UP; i++) {
        time(stock, batches.get(i % BATCHES));
        time(fast, batches.get(i % BATCHES));
      }
      List<Time> stockTimes = new ArrayList<>();
      List<Time> fastTimes = new ArrayList<>();
      long end = System.nanoTime() + (long) (SECONDS * 1e9);
      while (System.nanoTime() < end || stockTimes.size() < BATCHES) {
        for (MultiDataSet batch : batches) {
          stockTimes.add(time(stock, batch));
          fastTimes.add(time(fast, batch));
        }
      }
      double stockClock = median(stockTimes, Time::clock);
      double fastClock = median(fastTimes, Time::clock);
      double stockProcessor = median(stockTimes, Time::processor);
      double fastProcessor = median(fastTimes, Time::processor);
      System.out.printf(
          "%-6s %10.2f %10.2f %8.2f %10.2f %10.2f %8.2f%n",
          configuration.name(),
          stockClock,
          fastClock,
          stockClock / fastClock,
          stockProcessor,
          fastProcessor,
          stockProcessor / fastProcessor);
    }
  }

  /** One step's milliseconds. */
  private record Time(double clock, double processor) {}

  private static Time time(ComputationGraph graph, MultiDataSet batch) {
    long clock = System.nanoTime();
    long processor = THREADS.getCurrentThreadCpuTime();
    graph.fit(batch);
    return new Time(
        (System.nanoTime() - clock) / 1e6, (THREADS.getCurrentThreadCpuTime() - processor) / 1e6);
  }

  private static double median(List<Time> times, ToDoubleFunction<Time> part) {
    double[] sorted = times.stream().mapToDouble(part).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
