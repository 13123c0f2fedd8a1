package io.espalier.bench;

import io.espalier.data.Batch;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Training;
import io.espalier.plan.Plan;
import io.espalier.run.Progress;
import io.espalier.run.TrainingRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How fast a plan's network trains and answers, dense, with pruned weights and with fewer units.
 */
public final class NetworkBench {
  private static final String DENSE = "dense";
  private static final int[] WEIGHTS = {50, 70, 80, 90, 95};
  private static final int[] UNITS = {50, 75};
  private static final int BATCHES = 4;
  private static final int ANSWERED = 32;

  private final String name;
  private final int batchSize;
  private final double sparseAbove;
  private final DataShape shape;
  private final ParameterLayout layout;
  private final Map<String, Variant> variants = new LinkedHashMap<>();

  /**
   * @param plan says how it is trained
   * @param network to time
   * @param shape of the data it is timed on
   */
  public NetworkBench(Plan plan, NetworkState network, DataShape shape) {
    this.name = plan.run().name();
    this.batchSize = plan.train().rounds().batchSize();
    this.sparseAbove = plan.recover().sparseAbove();
    this.shape = shape;
    this.layout = network.network().layout();
    Training rules =
        TrainingRules.of(
            network.network(), plan.train().updater(), plan.train().regularisation(), 1);
    Variant dense = Variant.dense(network, rules);
    variants.put(DENSE, dense);
    for (int percent : WEIGHTS) {
      variants.put("weights-" + percent, dense.weights(percent / 100.0));
    }
    for (int percent : UNITS) {
      variants.put("units-" + percent, dense.units(percent / 100.0));
    }
  }

  /**
   * Times training steps, and answers to a batch and to one sequence, each in turns, and the
   * products of each matrix.
   *
   * @param seconds for each group of contestants
   */
  public BenchReport run(double seconds, Progress progress) {
    Machine machine = Machine.measured();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("date", LocalDate.now().toString());
    facts.put("data", shape.toString());
    facts.put("batch-size", batchSize);
    Turns turns = new Turns(seconds);
    List<Measurement> results = new ArrayList<>(training(turns, progress));
    results.addAll(inference(ANSWERED, "", turns, progress));
    results.addAll(inference(1, "-batch-1", turns, progress));
    facts.put("recover.sparse-above", sparseAbove);
    facts.put("break-even", new BreakEven(layout, shape, batchSize).measure(turns, progress));
    return new BenchReport(machine.best(Machine.measured()), facts, results);
  }

  private List<Measurement> training(Turns turns, Progress progress) {
    List<Batch> batches =
        IntStream.range(0, BATCHES).mapToObj(seed -> shape.batch(batchSize, seed)).toList();
    try (Group group = new Group(name)) {
      variants.forEach(
          (variant, network) ->
              group
                  .add(variant, group.owns(new Trainee(network, sparseAbove, batches)))
                  .compare("train-" + variant, variant, DENSE));
      return group.measure("training steps", turns, progress);
    }
  }

  private List<Measurement> inference(int size, String suffix, Turns turns, Progress progress) {
    Batch batch = shape.batch(size, 1);
    try (Group group = new Group(name)) {
      variants.forEach(
          (variant, network) ->
              group
                  .add(variant, new Answerer(network, batch))
                  .compare("infer-" + variant + suffix, variant, DENSE));
      return group.measure("inference, batch " + size, turns, progress);
    }
  }
}
