package io.espalier.engine;

import io.espalier.data.Sequence;
import io.espalier.kernel.DoubleFunction;
import io.espalier.model.Activation;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.LayerShape;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Networks in double precision as their layers are defined, one sequence at a time. */
public final class DoubleNetwork {
  private final Network network;
  private final double[] parameters;
  private final Map<String, List<ParameterBlock>> blocks = new HashMap<>();

  public DoubleNetwork(Network network, double[] parameters) {
    this.network = network;
    this.parameters = parameters;
    ParameterLayout layout = network.layout();
    for (LayerShape layer : layout.layers()) {
      blocks.put(layer.name(), layout.blocksOf(layout.layers().indexOf(layer)));
    }
  }

  /** What it says about a sequence, [steps or 1][outputs]. */
  public double[][] outputs(Sequence sequence) {
    return given(sequence).get(network.output());
  }

  /** What each node gives of a sequence, [steps or 1][width]. */
  public Map<String, double[][]> given(Sequence sequence) {
    Map<String, double[][]> given = new HashMap<>();
    given.put(network.inputs().get(0), input(sequence));
    for (Node node : network.nodes()) {
      double[][] read = given.get(node.from().get(0)).clone();
      for (String from : node.from().subList(1, node.from().size())) {
        for (int t = 0; t < read.length; t++) {
          read[t] = joined(read[t], given.get(from)[t]);
        }
      }
      given.put(node.name(), of(node, read));
    }
    return given;
  }

  private double[][] input(Sequence sequence) {
    int width = network.width(network.inputs().get(0));
    double[][] vectors = new double[sequence.steps()][width];
    for (int t = 0; t < vectors.length; t++) {
      for (int k = 0; k < width; k++) {
        vectors[t][k] =
            sequence.features() > 0
                ? sequence.values()[t * width + k]
                : sequence.tokens()[t] == k ? 1 : 0;
      }
    }
    return vectors;
  }

  private double[][] of(Node node, double[][] read) {
    Layer layer = node.layer();
    List<ParameterBlock> own = blocks.get(node.name());
    if (layer instanceof Layer.Bidirectional both) {
      double[][] forward = run(both.forward(), own.subList(0, own.size() / 2), read);
      double[][] backward =
          reversed(run(both.backward(), own.subList(own.size() / 2, own.size()), reversed(read)));
      return IntStream.range(0, read.length)
          .mapToObj(t -> joined(forward[t], backward[t]))
          .toArray(double[][]::new);
    }
    if (layer instanceof Recurrent cell) {
      return run(cell, own, read);
    }
    if (layer instanceof Pool pool) {
      return new double[][] {pooled(pool, read)};
    }
    if (layer instanceof Layer.Merge || layer instanceof Layer.Dropout) {
      return read;
    }
    double[][] said = new double[read.length][];
    for (int t = 0; t < read.length; t++) {
      double[] sums = read[t];
      if (layer instanceof Layer.Weighted) {
        sums = product(own.get(0), read[t]);
        for (int k = 0; own.size() > 1 && k < sums.length; k++) {
          sums[k] += parameters[own.get(1).index(0, k)];
        }
      }
      said[t] = DoubleFunction.of(LayerForwards.activation(layer), sums, sums.length, 1);
    }
    return said;
  }

  private double[][] run(Recurrent cell, List<ParameterBlock> own, double[][] read) {
    int n = cell.units();
    double[][] said = new double[read.length][];
    double[] hidden = new double[n];
    double[] memory = new double[n];
    ParameterBlock bias = own.get(own.size() - 1);
    for (int t = 0; t < read.length; t++) {
      double[] z = product(own.get(0), read[t]);
      double[] returned = product(own.get(1), hidden);
      for (int k = 0; k < z.length; k++) {
        z[k] += returned[k] + parameters[bias.index(0, k)];
      }
      hidden = new double[n];
      double[] before = memory;
      memory = new double[n];
      for (int k = 0; k < n; k++) {
        if (cell instanceof Layer.SimpleRnn) {
          hidden[k] = of(cell.activation(), z[k]);
        } else {
          step(cell, own, k, z, before, memory, hidden);
        }
      }
      said[t] = hidden;
    }
    return said;
  }

  /** The peepholes are those of forget, output and input gate. */
  private void step(
      Recurrent cell,
      List<ParameterBlock> own,
      int k,
      double[] z,
      double[] before,
      double[] memory,
      double[] hidden) {
    int n = cell.units();
    Activation gates =
        cell instanceof Layer.GravesLstm graves ? graves.gates() : ((Layer.Lstm) cell).gates();
    double[] peep = new double[3];
    for (int p = 0; cell instanceof Layer.GravesLstm && p < 3; p++) {
      peep[p] = parameters[own.get(2).index(k, p)];
    }
    double forget = of(gates, z[n + k] + peep[0] * before[k]);
    double input = of(gates, z[3 * n + k] + peep[2] * before[k]);
    memory[k] = forget * before[k] + input * of(cell.activation(), z[k]);
    double output = of(gates, z[2 * n + k] + peep[1] * memory[k]);
    hidden[k] = output * of(cell.activation(), memory[k]);
  }

  private static double of(Activation activation, double x) {
    return DoubleFunction.of(activation, new double[] {x}, 1, 1)[0];
  }

  private static double[] pooled(Pool pool, double[][] read) {
    int last = read.length - 1;
    int width = read[0].length;
    double[] said = new double[width];
    for (int k = 0; k < width; k++) {
      int row = k;
      double[] values = IntStream.rangeClosed(0, last).mapToDouble(t -> read[t][row]).toArray();
      double power = 0;
      double sum = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        sum += value;
        most = Math.max(most, value);
        power += Math.pow(Math.abs(value), pool.exponent());
      }
      said[k] =
          switch (pool.reduction()) {
            case LAST -> values[last];
            case BOTH_ENDS -> 2 * k < width ? values[last] : values[0];
            case MEAN -> sum / values.length;
            case SUM -> sum;
            case MAX -> most;
            case NORM -> Math.pow(power, 1.0 / pool.exponent());
          };
    }
    return said;
  }

  private double[] product(ParameterBlock block, double[] vector) {
    double[] sums = new double[block.columns()];
    for (int column = 0; column < block.columns(); column++) {
      for (int row = 0; row < block.rows(); row++) {
        sums[column] += parameters[block.index(row, column)] * vector[row];
      }
    }
    return sums;
  }

  private static double[] joined(double[] a, double[] b) {
    return IntStream.range(0, a.length + b.length)
        .mapToDouble(i -> i < a.length ? a[i] : b[i - a.length])
        .toArray();
  }

  private static double[][] reversed(double[][] steps) {
    return IntStream.range(0, steps.length)
        .mapToObj(t -> steps[steps.length - 1 - t])
        .toArray(double[][]::new);
  }
}
