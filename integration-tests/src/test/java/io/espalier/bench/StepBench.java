package io.espalier.bench;

import io.espalier.data.Batch;
import io.espalier.model.NetworkStructure;
import io.espalier.model.Progress;
import io.espalier.network.FastLstm;
import io.espalier.network.LiveNetwork;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Times whole training steps of Deeplearning4j ({@code fit} on one batch), of Deeplearning4j with
 * the LSTM that Espalier installs, and of Espalier's own engine ({@code step} on one batch), in
 * turns, and prints medians and the ratios to the first: by the clock, and by processor time of the
 * one thread, which other programs on the machine disturb less. Set {@code
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
          new StepConfiguration("D", 64, new int[] {1024}, 32, 5, new int[] {50, 50}),
          new StepConfiguration("short", 12, new int[] {128}, 16, 9, new int[] {7, 29}),
          new StepConfiguration("long", 12, new int[] {128}, 16, 9, new int[] {20, 200}));

  private StepBench() {}

  public static void main(String[] names) {
    System.out.printf(
        "%-6s %10s %10s %8s %10s %8s %10s %10s %10s%n",
        "",
        "stock ms",
        "fast ms",
        "ratio",
        "engine ms",
        "ratio",
        "stock cpu",
        "fast cpu",
        "engine cpu");
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
    List<MultiDataSet> arrays = new ArrayList<>();
    List<Batch> sequences = new ArrayList<>();
    for (int seed = 0; seed < BATCHES; seed++) {
      arrays.add(configuration.batch(seed));
      sequences.add(configuration.sequences(seed));
    }
    NetworkStructure structure =
        new NetworkStructure(
            NetworkStructure.Origin.COMPUTATION_GRAPH, configuration.graph().toJson());
    try (FastLstm installed = FastLstm.install(fast);
        LiveNetwork live = LiveNetwork.open(structure)) {
      live.load(stock.params().toFloatVector(), new float[0], Progress.START);
      if (installed.layers() != configuration.units().length) {
        throw new IllegalStateException("not every LSTM layer was covered");
      }
      List<Time> stockTimes = new ArrayList<>();
      List<Time> fastTimes = new ArrayList<>();
      List<Time> engineTimes = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < 2 * WARM_UP || System.nanoTime() - start < 1e9 * SECONDS; i++) {
        MultiDataSet array = arrays.get(i % BATCHES);
        Batch batch = sequences.get(i % BATCHES);
        Time[] times = {
          time(() -> stock.fit(array)), time(() -> fast.fit(array)), time(() -> live.step(batch, 0))
        };
        if (i >= WARM_UP) {
          stockTimes.add(times[0]);
          fastTimes.add(times[1]);
          engineTimes.add(times[2]);
        }
      }
      double stockClock = median(stockTimes, Time::clock);
      double fastClock = median(fastTimes, Time::clock);
      double engineClock = median(engineTimes, Time::clock);
      System.out.printf(
          "%-6s %10.2f %10.2f %8.2f %10.2f %8.2f %10.2f %10.2f %10.2f%n",
          configuration.name(),
          stockClock,
          fastClock,
          stockClock / fastClock,
          engineClock,
          stockClock / engineClock,
          median(stockTimes, Time::processor),
          median(fastTimes, Time::processor),
          median(engineTimes, Time::processor));
    }
  }

  /** One step's milliseconds. */
  private record Time(double clock, double processor) {}

  private static Time time(Runnable step) {
    long clock = System.nanoTime();
    long processor = THREADS.getCurrentThreadCpuTime();
    step.run();
    return new Time(
        (System.nanoTime() - clock) / 1e6, (THREADS.getCurrentThreadCpuTime() - processor) / 1e6);
  }

  private static double median(List<Time> times, ToDoubleFunction<Time> part) {
    double[] sorted = times.stream().mapToDouble(part).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
