package io.espalier.bench;

import io.espalier.network.FastLstm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Times whole training steps ({@code fit} on one batch) of Deeplearning4j's own LSTM and of the one
 * that Espalier installs, in turns, and prints medians and ratios. Set {@code OMP_NUM_THREADS=1}.
 * Arguments: names of configurations, or none for all.
 */
public final class StepBench {
  private static final int BATCHES = 4;
  private static final double SECONDS = 12;
  private static final int WARM_UP = 12;

  private static final List<StepConfiguration> ALL =
      List.of(
          new StepConfiguration("A", 10, new int[] {50}, 64, 5, new int[] {60, 60}),
          new StepConfiguration("B", 64, new int[] {256}, 32, 5, new int[] {50, 50}),
          new StepConfiguration("C", 96, new int[] {512, 512}, 32, 96, new int[] {64, 64}),
          new StepConfiguration("short", 12, new int[] {128}, 16, 9, new int[] {7, 29}),
          new StepConfiguration("long", 12, new int[] {128}, 16, 9, new int[] {20, 200}));

  private StepBench() {}

  public static void main(String[] names) {
    System.out.printf("%-6s %12s %12s %8s%n", "", "stock ms", "fast ms", "ratio");
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
        milliseconds(stock, batches.get(i % BATCHES));
        milliseconds(fast, batches.get(i % BATCHES));
      }
      List<Double> stockTimes = new ArrayList<>();
      List<Double> fastTimes = new ArrayList<>();
      long end = System.nanoTime() + (long) (SECONDS * 1e9);
      while (System.nanoTime() < end || stockTimes.size() < BATCHES) {
        for (MultiDataSet batch : batches) {
          stockTimes.add(milliseconds(stock, batch));
          fastTimes.add(milliseconds(fast, batch));
        }
      }
      double stockMedian = median(stockTimes);
      double fastMedian = median(fastTimes);
      System.out.printf(
          "%-6s %12.2f %12.2f %8.2f%n",
          configuration.name(), stockMedian, fastMedian, stockMedian / fastMedian);
    }
  }

  private static double milliseconds(ComputationGraph graph, MultiDataSet batch) {
    long start = System.nanoTime();
    graph.fit(batch);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
