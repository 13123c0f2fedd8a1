package io.espalier.engine;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.model.Activation;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network drawn from all kinds of layers, branches included, with parameters.
 *
 * @param tokens whether it reads tokens
 */
public record DrawnNetwork(Network network, float[] parameters, boolean tokens) {
  private static final int INPUTS = 4;
  private static final List<Activation> SMOOTH =
      List.of(
          Activation.TANH,
          Activation.TANH,
          Activation.SIGMOID,
          Activation.IDENTITY,
          Activation.of(Activation.Kind.SOFTSIGN),
          Activation.of(Activation.Kind.SWISH));

  /** Which networks are drawn. */
  public enum Kind {
    /** One layer behind the other, each sequence read forward. */
    CAUSAL_CHAIN,
    CHAIN,
    GRAPH
  }

  public static DrawnNetwork of(Kind kind, Random random) {
    Drawing drawing = new Drawing(kind, random);
    boolean tokens = random.nextBoolean();
    Network network = drawing.network(tokens);
    float[] parameters = new float[network.layout().length()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = 0.4f * (float) random.nextGaussian();
    }
    return new DrawnNetwork(network, parameters, tokens);
  }

  /** Sequences for it, of these lengths. */
  public Batch batch(Random random, int... lengths) {
    return Batch.of(IntStream.of(lengths).mapToObj(n -> sequence(random, n)).toList());
  }

  private Sequence sequence(Random random, int steps) {
    int outputs = network.width(network.output());
    boolean timed = network.isTimed(network.output());
    Target target = new Target.Label(random.nextInt(outputs));
    if (timed) {
      target = new Target.NextToken();
    } else if (random.nextBoolean()) {
      // a distribution, which cross-entropy expects
      float share = random.nextFloat();
      float[] wanted = new float[outputs];
      wanted[0] = share;
      wanted[outputs - 1] = 1 - share;
      target = new Target.Values(wanted);
    }
    if (tokens) {
      return Sequence.ofTokens(
          "t", random.ints(timed ? steps + 1 : steps, 0, INPUTS).toArray(), target);
    }
    float[] values = new float[steps * INPUTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Sequence.ofValues("v", values, INPUTS, target);
  }

  private static final class Drawing {
    private final Kind kind;
    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private String at = "input";
    private int width = INPUTS;

    Drawing(Kind kind, Random random) {
      this.kind = kind;
      this.random = random;
    }

    Network network(boolean tokens) {
      if (tokens && random.nextBoolean()) {
        add(new Layer.Embedding(width, units(), bias(), activation(), Noise.NONE));
      }
      for (int i = random.nextInt(2); i >= 0; i--) {
        if (random.nextInt(3) == 0) {
          add(dense());
        }
        if (kind == Kind.GRAPH) {
          branches();
        } else {
          recurrent();
        }
        if (random.nextInt(4) == 0) {
          add(new Layer.Activate(activation(), Noise.NONE));
        }
      }
      boolean timed = tokens && random.nextInt(3) == 0;
      if (!timed) {
        pool();
      }
      if (random.nextInt(3) == 0) {
        add(dense());
      }
      output(timed);
      return new Network(nodes, List.of("input"), at);
    }

    private void recurrent() {
      Recurrent forward = cell();
      boolean both = kind != Kind.CAUSAL_CHAIN && random.nextInt(3) == 0;
      if (both) {
        Recurrent backward = cell();
        while (backward.kind() != forward.kind()) {
          backward = cell();
        }
        add(new Layer.Bidirectional(forward, backward.resized(width, forward.units()), Noise.NONE));
      } else {
        add(forward);
      }
    }

    private Recurrent cell() {
      int units = units();
      Activation activation = random.nextBoolean() ? Activation.TANH : activation();
      Activation gates =
          random.nextBoolean() ? Activation.SIGMOID : Activation.of(Activation.Kind.HARD_SIGMOID);
      return switch (random.nextInt(4)) {
        case 0 -> new Layer.GravesLstm(width, units, activation, gates, Noise.NONE);
        case 1 -> new Layer.SimpleRnn(width, units, Activation.TANH, Noise.NONE);
        default -> new Layer.Lstm(width, units, activation, gates, Noise.NONE);
      };
    }

    /** Two or three readers of what was there, side by side, sometimes with it. */
    private void branches() {
      String from = at;
      int before = width;
      List<String> ends = new ArrayList<>();
      int merged = 0;
      if (!from.equals("input") && random.nextBoolean()) {
        ends.add(from);
        merged = before;
      }
      for (int branch = random.nextInt(2); branch >= 0 || ends.size() < 2; branch--) {
        at = from;
        width = before;
        if (random.nextInt(3) == 0) {
          add(dense());
        } else {
          recurrent();
        }
        ends.add(at);
        merged += width;
      }
      nodes.add(new Node("n" + nodes.size(), ends, new Layer.Merge()));
      at = nodes.get(nodes.size() - 1).name();
      width = merged;
    }

    private void pool() {
      Reduction[] all = {
        Reduction.LAST, Reduction.MEAN, Reduction.MAX, Reduction.SUM, Reduction.NORM
      };
      String from = at;
      add(pool(all[random.nextInt(all.length)]));
      if (kind == Kind.GRAPH && random.nextBoolean()) {
        String first = at;
        at = from;
        add(pool(all[random.nextInt(all.length)]));
        nodes.add(new Node("n" + nodes.size(), List.of(first, at), new Layer.Merge()));
        at = nodes.get(nodes.size() - 1).name();
        width *= 2;
      }
    }

    private Pool pool(Reduction reduction) {
      return new Pool(reduction, 2 + random.nextInt(2), Noise.NONE);
    }

    private void output(boolean timed) {
      boolean softmax = timed || random.nextBoolean();
      Activation function = softmax ? Activation.SOFTMAX : Activation.IDENTITY;
      Loss loss = softmax ? Loss.CROSS_ENTROPY : Loss.SQUARED_ERROR;
      int outputs = timed ? INPUTS : 3;
      if (random.nextInt(3) == 0) {
        add(new Layer.Dense(width, outputs, bias(), Activation.IDENTITY, Noise.NONE));
        add(new Layer.OutputLoss(function, loss, Noise.NONE));
      } else {
        // Deeplearning4j fails without a bias at every step
        Bias bias = timed ? Bias.PRESENT : bias();
        add(new Layer.Output(new Layer.Dense(width, outputs, bias, function, Noise.NONE), loss));
      }
    }

    private void add(Layer layer) {
      nodes.add(Node.of("n" + nodes.size(), at, layer));
      at = nodes.get(nodes.size() - 1).name();
      width = layer.outputs(width);
    }

    private Layer.Dense dense() {
      return new Layer.Dense(width, units(), bias(), activation(), Noise.NONE);
    }

    private Activation activation() {
      return SMOOTH.get(random.nextInt(SMOOTH.size()));
    }

    private Bias bias() {
      return random.nextInt(4) == 0 ? Bias.ABSENT : Bias.PRESENT;
    }

    private int units() {
      return 1 + random.nextInt(7);
    }
  }
}
