package io.espalier.bench;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.kernel.WeightMatrix;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import io.espalier.run.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * From which sparsity on a matrix is faster in training where it multiplies only what is left: its
 * three products with one step of a batch, against those of the same matrix dense.
 */
final class BreakEven {
  private static final int[] PERCENTS = {40, 50, 60, 70, 80, 90, 95};

  private final Map<String, ParameterBlock> matrices = new LinkedHashMap<>();
  private final int batchSize;

  /** The weights of a network, one matrix of each shape. */
  BreakEven(ParameterLayout layout, DataShape shape, int batchSize) {
    this.batchSize = batchSize;
    for (ParameterBlock block : layout.blocks()) {
      boolean lookedUp = shape.isTokens() && block.offset() == 0;
      if (block.role().isPrunable() && block.role() != Role.PEEPHOLE && !lookedUp) {
        matrices.putIfAbsent(block.rows() + "x" + block.columns(), block);
      }
    }
  }

  /** The sparsity at break-even by shape, in [0, 1); 1 where dense is always faster. */
  Map<String, Double> measure(Turns turns, Progress progress) {
    Map<String, Double> sparsities = new LinkedHashMap<>();
    Turns share = new Turns(turns.seconds() / matrices.size());
    matrices.forEach(
        (name, block) ->
            sparsities.put(name, Measurement.rounded(of(name, block, share, progress))));
    return sparsities;
  }

  private double of(String name, ParameterBlock original, Turns turns, Progress progress) {
    ParameterBlock block =
        new ParameterBlock(name, 0, original.role(), original.rows(), original.columns(), 0);
    Map<String, Double> medians;
    try (Group group = new Group(name)) {
      group.add("dense", group.owns(new Products(block, WeightMatrix.of(block), batchSize)));
      for (int percent : PERCENTS) {
        WeightMatrix sparse = WeightMatrix.sparse(block, mask(block.length(), percent));
        group.add("" + percent, group.owns(new Products(block, sparse, batchSize)));
      }
      medians = group.medians("sparse against dense", turns, progress);
    }
    return crossing(medians);
  }

  /** Where the line through the last slower and the first faster one crosses the dense one. */
  private static double crossing(Map<String, Double> medians) {
    double dense = medians.get("dense");
    double above = 1;
    for (int i = PERCENTS.length - 1; i >= 0; i--) {
      double here = medians.get("" + PERCENTS[i]) - dense;
      if (here > 0) {
        if (i == PERCENTS.length - 1) {
          return 1;
        }
        double next = medians.get("" + PERCENTS[i + 1]) - dense;
        double part = here / (here - next);
        return (PERCENTS[i] + part * (PERCENTS[i + 1] - PERCENTS[i])) / 100;
      }
      above = PERCENTS[i] / 100.0;
    }
    return above;
  }

  private static Mask mask(int length, int percent) {
    Random random = new Random(1);
    int[] pruned = IntStream.range(0, length).filter(i -> random.nextInt(100) < percent).toArray();
    return Mask.all(length).without(pruned);
  }

  /** Forward, backward and gradient of one matrix in one step. */
  private static final class Products implements Runnable, AutoCloseable {
    private final WeightMatrix matrix;
    private final Panel input = new Panel();
    private final Panel output = new Panel();
    private final Panel error = new Panel();
    private final Panel inputError = new Panel();

    Products(ParameterBlock block, WeightMatrix matrix, int lanes) {
      this.matrix = matrix;
      Random random = new Random(1);
      float[] weights = new float[block.length()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = random.nextFloat() - 0.5f;
      }
      matrix.take(weights);
      fill(input.reserve(block.rows(), lanes), random);
      fill(error.reserve(block.columns(), lanes), random);
      output.reserve(block.columns(), lanes);
      inputError.reserve(block.rows(), lanes);
    }

    private static void fill(Panel panel, Random random) {
      float[] values = panel.overwrite();
      for (int i = 0; i < panel.size(); i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
    }

    @Override
    public void run() {
      matrix.forward(input, output, Accumulate.REPLACE);
      matrix.transposed(error, inputError, Accumulate.REPLACE);
      matrix.gradient(input, error);
    }

    @Override
    public void close() {
      matrix.close();
      input.close();
      output.close();
      error.close();
      inputError.close();
    }
  }
}
