package io.espalier.model;

import io.espalier.model.Layer.Activate;
import io.espalier.model.Layer.Bidirectional;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Embedding;
import io.espalier.model.Layer.GravesLstm;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.OutputLoss;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.Weighted;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A network in double precision, written plainly: what each node gives for one sequence. What is
 * said once a sequence is one row.
 */
public final class PlainForward {
  private final ParameterLayout layout;
  private float[] parameters;
  private final Nudge nudge;
  private final Map<String, double[][]> given = new HashMap<>();

  private PlainForward(ParameterLayout layout, float[] parameters, Nudge nudge) {
    this.layout = layout;
    this.parameters = parameters;
    this.nudge = nudge;
  }

  /**
   * Adds a number to what each unit of one direction hands on to its own next turn, at one turn.
   *
   * @param recurrent name of the direction's recurrent weights
   * @param then parameters of the direction from the next turn on
   */
  public record Nudge(String recurrent, int turn, double by, float[] then) {}

  /**
   * @return [steps, outputs]
   */
  public static double[][] outputs(Network network, float[] parameters, double[][] sequence) {
    return all(network, parameters, sequence).get(network.output());
  }

  /** What each node gives, by its name. */
  public static Map<String, double[][]> all(
      Network network, float[] parameters, double[][] sequence) {
    return all(network, parameters, sequence, new Nudge("", 0, 0, parameters));
  }

  /** What each node gives, by its name, with one direction nudged. */
  public static Map<String, double[][]> all(
      Network network, float[] parameters, double[][] sequence, Nudge nudge) {
    PlainForward forward = new PlainForward(network.layout(), parameters, nudge);
    forward.given.put(network.inputs().get(0), sequence);
    int layer = 0;
    for (Node node : network.nodes()) {
      double[][] read = forward.sideBySide(node.from());
      if (node.layer() instanceof Weighted weighted) {
        List<ParameterBlock> blocks = forward.layout.blocksOf(layer++);
        forward.given.put(node.name(), forward.weighted(weighted, blocks, read));
      } else {
        forward.given.put(node.name(), plain(node.layer(), read));
      }
    }
    return forward.given;
  }

  private double[][] sideBySide(List<String> from) {
    return IntStream.range(0, given.get(from.get(0)).length)
        .mapToObj(
            step -> from.stream().flatMapToDouble(n -> Arrays.stream(given.get(n)[step])).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] plain(Layer layer, double[][] read) {
    if (layer instanceof Pool pool) {
      return new double[][] {pool(pool, read)};
    }
    if (layer instanceof Activate activate) {
      return each(read, activate.activation());
    }
    return layer instanceof OutputLoss loss ? each(read, loss.activation()) : read;
  }

  private static double[] pool(Pool pool, double[][] read) {
    int width = read[0].length;
    double[] last = read[read.length - 1];
    return IntStream.range(0, width)
        .mapToDouble(
            i -> {
              DoubleStream steps = Arrays.stream(read).mapToDouble(step -> step[i]);
              return switch (pool.reduction()) {
                case LAST -> last[i];
                case BOTH_ENDS -> i < width / 2 ? last[i] : read[0][i];
                case MEAN -> steps.sum() / read.length;
                case MAX -> steps.max().orElseThrow();
                case SUM -> steps.sum();
                case NORM ->
                    Math.pow(
                        steps.map(x -> Math.pow(Math.abs(x), pool.exponent())).sum(),
                        1.0 / pool.exponent());
              };
            })
        .toArray();
  }

  private double[][] weighted(Weighted layer, List<ParameterBlock> blocks, double[][] read) {
    if (layer instanceof Bidirectional both) {
      int half = blocks.size() / 2;
      double[][] forward = recurrent(both.forward(), blocks.subList(0, half), read);
      double[][] backward =
          reversed(recurrent(both.backward(), blocks.subList(half, 2 * half), reversed(read)));
      return IntStream.range(0, read.length)
          .mapToObj(t -> DoubleStream.concat(Arrays.stream(forward[t]), Arrays.stream(backward[t])))
          .map(DoubleStream::toArray)
          .toArray(double[][]::new);
    }
    if (layer instanceof Recurrent cell) {
      return recurrent(cell, blocks, read);
    }
    double[][] sums =
        Arrays.stream(read)
            .map(step -> plus(blocks, product(blocks.get(0), step)))
            .toArray(double[][]::new);
    return each(sums, activation(layer));
  }

  private static Activation activation(Layer layer) {
    if (layer instanceof Embedding embedding) {
      return embedding.activation();
    }
    return layer instanceof Output output
        ? output.dense().activation()
        : ((Dense) layer).activation();
  }

  private double[][] recurrent(Recurrent cell, List<ParameterBlock> blocks, double[][] read) {
    double[] output = new double[cell.units()];
    double[] memory = new double[cell.units()];
    double[][] outputs = new double[read.length][];
    float[] usual = parameters;
    for (int step = 0; step < read.length; step++) {
      double[] sums = plus(blocks, product(blocks.get(0), read[step]));
      double[] back = product(blocks.get(1), output);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += back[i];
      }
      output = step(cell, blocks, sums, memory);
      outputs[step] = output.clone();
      if (blocks.get(1).name().equals(nudge.recurrent()) && step == nudge.turn()) {
        Arrays.setAll(output, handedOn(output));
        parameters = nudge.then();
      }
    }
    parameters = usual;
    return outputs;
  }

  private IntToDoubleFunction handedOn(double[] output) {
    double[] said = output.clone();
    return unit -> said[unit] + nudge.by();
  }

  /** Sums are of block input, forget, output and input gate; writes the cells' new memory. */
  private double[] step(
      Recurrent cell, List<ParameterBlock> blocks, double[] sums, double[] memory) {
    int n = cell.units();
    double[] output = new double[n];
    for (int k = 0; k < n; k++) {
      if (!(cell instanceof Lstm) && !(cell instanceof GravesLstm)) {
        output[k] = apply(cell.activation(), sums[k]);
        continue;
      }
      double input = apply(cell.activation(), sums[k]);
      double forget = gate(sums[n + k] + peephole(cell, blocks, k, 0) * memory[k]);
      double in = gate(sums[3 * n + k] + peephole(cell, blocks, k, 2) * memory[k]);
      memory[k] = forget * memory[k] + in * input;
      double out = gate(sums[2 * n + k] + peephole(cell, blocks, k, 1) * memory[k]);
      output[k] = out * apply(cell.activation(), memory[k]);
    }
    return output;
  }

  private double peephole(Recurrent cell, List<ParameterBlock> blocks, int unit, int gate) {
    return cell instanceof GravesLstm ? parameters[blocks.get(2).index(unit, gate)] : 0;
  }

  private static double gate(double sum) {
    return apply(Activation.SIGMOID, sum);
  }

  private double[] product(ParameterBlock block, double[] read) {
    double[] sums = new double[block.columns()];
    for (int column = 0; column < sums.length; column++) {
      for (int row = 0; row < read.length; row++) {
        sums[column] += read[row] * parameters[block.index(row, column)];
      }
    }
    return sums;
  }

  private double[] plus(List<ParameterBlock> blocks, double[] sums) {
    ParameterBlock last = blocks.get(blocks.size() - 1);
    for (int i = 0; last.role() == Role.BIAS && i < sums.length; i++) {
      sums[i] += parameters[last.index(0, i)];
    }
    return sums;
  }

  private static double[][] reversed(double[][] steps) {
    return IntStream.range(0, steps.length)
        .mapToObj(i -> steps[steps.length - 1 - i])
        .toArray(double[][]::new);
  }

  private static double[][] each(double[][] steps, Activation activation) {
    return Arrays.stream(steps).map(step -> apply(activation, step)).toArray(double[][]::new);
  }

  private static double[] apply(Activation activation, double[] sums) {
    if (activation.kind() != Activation.Kind.SOFTMAX) {
      return Arrays.stream(sums).map(sum -> apply(activation, sum)).toArray();
    }
    double[] powers = Arrays.stream(sums).map(Math::exp).toArray();
    double all = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / all).toArray();
  }

  private static double apply(Activation activation, double sum) {
    return switch (activation.kind()) {
      case IDENTITY -> sum;
      case TANH -> Math.tanh(sum);
      case SIGMOID -> 1 / (1 + Math.exp(-sum));
      case RELU -> Math.max(0, sum);
      default -> throw new IllegalArgumentException("not computed here: " + activation);
    };
  }
}
