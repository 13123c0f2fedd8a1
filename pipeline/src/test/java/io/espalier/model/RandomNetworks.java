package io.espalier.model;

import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Legal networks, and rules to train them, drawn from a seed: every kind of everything in turn. */
public final class RandomNetworks {
  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private String last = "input";
  private int width;

  private RandomNetworks(long seed) {
    this.random = new Random(seed);
    this.width = 1 + random.nextInt(4);
  }

  /** A network of up to a dozen layers that {@link NetworkRules} permits. */
  public static Network network(long seed) {
    return new RandomNetworks(seed).network();
  }

  /** Rules for each layer of a network. */
  public static Training training(Network network, long seed) {
    RandomNetworks draw = new RandomNetworks(seed);
    Map<String, Training.Rules> layers = new LinkedHashMap<>();
    for (Node node : network.weighted()) {
      Clipping clipping = new Clipping(draw.any(Clipping.Kind.values()), draw.amount());
      layers.put(node.name(), new Training.Rules(draw.optimiser(), draw.optimiser(), clipping));
    }
    return new Training(layers);
  }

  /** Numbers around 0. */
  public static float[] numbers(int length, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** A mask that keeps about half. */
  public static Mask mask(int length, long seed) {
    Random random = new Random(seed);
    return Mask.all(length)
        .without(IntStream.range(0, length).filter(i -> random.nextBoolean()).toArray());
  }

  private Network network() {
    if (random.nextInt(4) == 0) {
      int units = units();
      add(new Layer.Embedding(width, units, bias(), hidden(), noise()), units);
    }
    recurrent();
    for (int more = random.nextInt(4); more > 0; more--) {
      step();
    }
    if (random.nextBoolean()) {
      branches();
    }
    if (random.nextInt(4) > 0) {
      pool();
    }
    output();
    return new Network(nodes, List.of("input"), last);
  }

  private void step() {
    switch (random.nextInt(4)) {
      case 0 -> add(new Layer.Activate(hidden(), noise()), width);
      case 1 -> add(new Layer.Dropout(noise()), width);
      case 2 -> dense();
      default -> recurrent();
    }
  }

  private void recurrent() {
    int units = units();
    int kind = random.nextInt(3);
    if (random.nextInt(3) == 0) {
      Layer.Recurrent forward = cell(kind, units);
      add(new Layer.Bidirectional(forward, cell(kind, units), noise()), 2 * units);
      if (random.nextInt(3) == 0) {
        recurrent();
      }
    } else {
      add(cell(kind, units), units);
    }
  }

  private Layer.Recurrent cell(int kind, int units) {
    return switch (kind) {
      case 0 -> new Layer.Lstm(width, units, hidden(), Activation.SIGMOID, noise());
      case 1 -> new Layer.GravesLstm(width, units, hidden(), hidden(), noise());
      default -> new Layer.SimpleRnn(width, units, hidden(), noise());
    };
  }

  private void branches() {
    String stem = last;
    int stemWidth = width;
    recurrent();
    String left = last;
    int leftWidth = width;
    last = stem;
    width = stemWidth;
    dense();
    String name = "node-" + nodes.size();
    nodes.add(new Node(name, List.of(left, last), new Layer.Merge()));
    last = name;
    width += leftWidth;
  }

  private void pool() {
    boolean isBoth = nodes.get(nodes.size() - 1).layer() instanceof Layer.Bidirectional;
    Reduction reduction = isBoth ? Reduction.BOTH_ENDS : any(Reduction.values());
    if (!isBoth && reduction == Reduction.BOTH_ENDS) {
      reduction = Reduction.LAST;
    }
    add(new Layer.Pool(reduction, 1 + random.nextInt(4), noise()), width);
  }

  private void dense() {
    int units = units();
    add(new Dense(width, units, bias(), hidden(), noise()), units);
  }

  private void output() {
    int units = units();
    if (random.nextBoolean()) {
      Dense dense = new Dense(width, units, bias(), activation(), noise());
      add(new Layer.Output(dense, loss(units)), units);
    } else {
      dense();
      add(new Layer.OutputLoss(activation(), loss(width), noise()), width);
    }
  }

  private void add(Layer layer, int outputs) {
    String name = "node-" + nodes.size();
    nodes.add(Node.of(name, last, layer));
    last = name;
    width = outputs;
  }

  private Optimiser optimiser() {
    UpdateRule.Kind kind = any(UpdateRule.Kind.values());
    RateSchedule momentum = kind == UpdateRule.Kind.NESTEROV ? rate() : new RateSchedule.Fixed(0);
    UpdateRule rule = new UpdateRule(kind, amounts(kind.numbers().size()), momentum);
    List<Optimiser.Penalty> penalties = new ArrayList<>();
    for (int more = random.nextInt(3); more > 0; more--) {
      penalties.add(new Optimiser.Penalty(any(Optimiser.Penalty.Kind.values()), rate()));
    }
    return new Optimiser(rule, rate(), penalties);
  }

  private RateSchedule rate() {
    RateSchedule.Clock clock = any(RateSchedule.Clock.values());
    return switch (random.nextInt(9)) {
      case 0 -> new RateSchedule.Exponential(clock, amount(), amount());
      case 1 -> new RateSchedule.Inverse(clock, amount(), amount(), amount());
      case 2 -> new RateSchedule.Polynomial(clock, amount(), amount(), 1 + random.nextInt(99));
      case 3 -> new RateSchedule.Sigmoid(clock, amount(), amount(), random.nextInt(99));
      case 4 -> new RateSchedule.Step(clock, amount(), amount(), 1 + amount());
      case 5 -> new RateSchedule.Table(clock, new TreeMap<>(Map.of(0, amount(), 7, amount())));
      case 6 -> new RateSchedule.Cycle(clock, amount(), amount(), 99, 9, amount());
      case 7 -> new RateSchedule.Cosine(amount(), amount(), 1 + random.nextInt(99));
      default ->
          random.nextBoolean()
              ? new RateSchedule.Ramp(rate(), 5)
              : new RateSchedule.Fixed(amount());
    };
  }

  private Noise noise() {
    Noise.Kind kind = any(Noise.Kind.values());
    return kind == Noise.Kind.NONE ? Noise.NONE : new Noise(kind, rate());
  }

  private Loss loss(int outputs) {
    Loss.Kind kind = any(Loss.Kind.values());
    List<Double> weights = random.nextBoolean() ? List.of() : amounts(outputs);
    return new Loss(kind, weights, amounts(kind.numbers().size()));
  }

  private Activation hidden() {
    Activation drawn = activation();
    return drawn.equals(Activation.SOFTMAX) ? Activation.RELU : drawn;
  }

  private Activation activation() {
    Activation.Kind kind = any(Activation.Kind.values());
    return new Activation(kind, amounts(kind.numbers().size()));
  }

  private List<Double> amounts(int length) {
    return Arrays.stream(new double[length]).mapToObj(zero -> amount()).toList();
  }

  private double amount() {
    return random.nextDouble();
  }

  private int units() {
    return 1 + random.nextInt(5);
  }

  private Bias bias() {
    return any(Bias.values());
  }

  private <T> T any(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
