package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.Split;
import io.espalier.data.order.ReplicaPlan;
import io.espalier.model.LayerShape;
import io.espalier.model.NetworkStructure;
import io.espalier.model.ParameterLayout;
import io.espalier.network.Layouts;
import io.espalier.network.LiveNetwork;
import io.espalier.network.Training;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a plan needs in memory at its largest, in bytes. The parts were fitted to processes that
 * were watched; they lean to the safe side.
 *
 * @param executor of an executor, with as many tasks as it runs at once
 * @param driver of the driver
 */
public record MemoryNeed(List<Part> executor, List<Part> driver) {
  private static final long MEGABYTE = 1 << 20;

  /** Java and Spark before there is any work. */
  public static final Part BASE = new Part("Java and Spark", 250 * MEGABYTE, 400 * MEGABYTE);

  /** States that an executor or the driver has received and keeps. */
  private static final int RECEIVED = 2;

  /** States that a driver holds while it writes a checkpoint. */
  private static final int WRITTEN = 4;

  /** Arrays of the width of the input and the output for each step and sequence of a batch. */
  private static final int BATCH_COPIES = 4;

  /** A sequence beside its numbers. */
  private static final int SEQUENCE = 200;

  public MemoryNeed {
    executor = List.copyOf(executor);
    driver = List.copyOf(driver);
  }

  /**
   * @param name for people
   * @param heap of the Java heap
   * @param outside the heap: arrays of the network, native libraries, Java's own
   */
  public record Part(String name, long heap, long outside) {
    Part times(int count) {
      return new Part(name, count * heap, count * outside);
    }
  }

  /** Where the numbers of live networks lie. */
  public enum Place {
    /** On the heap: networks that the engine trains. */
    HEAP(6, 1, 8, 4),
    /** Outside it: networks that Deeplearning4j trains. */
    OUTSIDE(4, 4, 6, 10);

    private final int heapStates;
    private final int outsideStates;
    private final int heapActivations;
    private final int outsideActivations;

    /**
     * @param heapStates parameters and optimiser, times so many, that a task has on the heap
     * @param heapActivations numbers on the heap for each unit, step and sequence of a batch
     */
    Place(int heapStates, int outsideStates, int heapActivations, int outsideActivations) {
      this.heapStates = heapStates;
      this.outsideStates = outsideStates;
      this.heapActivations = heapActivations;
      this.outsideActivations = outsideActivations;
    }
  }

  /**
   * A network before pruning.
   *
   * @param layout of its parameters
   * @param place of its numbers
   */
  public record Network(ParameterLayout layout, Place place) {
    /** A structure as the plan trains it. */
    public static Network of(Plan plan, NetworkStructure structure) {
      NetworkStructure trained =
          Training.configure(structure, plan.train().updater(), plan.train().regularisation(), 1);
      return new Network(
          Layouts.of(trained), LiveNetwork.isOnHeap(trained) ? Place.HEAP : Place.OUTSIDE);
    }
  }

  /**
   * @param layout of the network before pruning
   * @param tasks an executor runs at once, at most
   */
  public static MemoryNeed of(Plan plan, ParameterLayout layout, DatasetInfo data, int tasks) {
    return of(plan, new Network(layout, Place.HEAP), data, tasks);
  }

  /**
   * @param tasks an executor runs at once, at most
   */
  public static MemoryNeed of(Plan plan, Network network, DatasetInfo data, int tasks) {
    Place place = network.place();
    long state =
        (long) Float.BYTES
            * network.layout().length()
            * (1 + TrainingRules.rule(plan.train().updater()).kind().states());
    int replicas = plan.train().rounds().replicas();
    int training = Math.min(tasks, replicas);
    List<Part> executor = new ArrayList<>();
    executor.add(BASE);
    executor.add(
        new Part("network and optimiser", place.heapStates * state, place.outsideStates * state)
            .times(training));
    executor.add(new Part("received state", RECEIVED * state, 0));
    executor.add(activations(plan, network, data).times(tasks));
    executor.add(batch(plan, data).times(tasks));
    executor.add(sequences(data, replicas).times(training));
    if (data.task().truth().isTimed()) {
      executor.add(predictions(data).times(tasks));
    }
    List<Part> driver =
        List.of(
            BASE,
            new Part("network, now and best", 3 * state, RECEIVED * state),
            new Part("states of the replicas", (replicas + 2L) * state, 0),
            new Part("checkpoint", WRITTEN * state, 0));
    return new MemoryNeed(executor, driver);
  }

  /** One process that is driver and executor. */
  public List<Part> together() {
    List<Part> all = new ArrayList<>(executor);
    driver.stream()
        .filter(part -> part != BASE)
        .map(part -> new Part("driver: " + part.name(), part.heap(), part.outside()))
        .forEach(all::add);
    return all;
  }

  public static long heap(List<Part> parts) {
    return parts.stream().mapToLong(Part::heap).sum();
  }

  public static long outside(List<Part> parts) {
    return parts.stream().mapToLong(Part::outside).sum();
  }

  private static Part activations(Plan plan, Network network, DatasetInfo data) {
    Place place = network.place();
    long units =
        network.layout().layers().stream()
            .filter(layer -> layer.kind().hasHiddenUnits())
            .mapToLong(LayerShape::outputs)
            .sum();
    long cells = Float.BYTES * units * batchSteps(plan, data);
    return new Part(
        "activations of a batch", place.heapActivations * cells, place.outsideActivations * cells);
  }

  private static Part batch(Plan plan, DatasetInfo data) {
    long output = data.task().truth().isTimed() ? data.outputWidth() : 0;
    long numbers = batchSteps(plan, data) * (data.input().width() + output);
    long bytes = Float.BYTES * BATCH_COPIES * numbers;
    return new Part("a batch and its outputs", bytes / 2, bytes);
  }

  private static Part sequences(DatasetInfo data, int replicas) {
    SplitInfo train = data.split(Split.TRAIN);
    long largest = train.shardSequences().isEmpty() ? 0 : Collections.max(train.shardSequences());
    long held =
        Math.max(
            largest,
            Math.min(ReplicaPlan.MAXIMUM_CHUNK, (train.sequences() + replicas - 1) / replicas));
    return new Part("sequences", held * (SEQUENCE + sequenceBytes(data, train)), 0);
  }

  /** A language model's outputs of a shard, of two networks that are compared. */
  private static Part predictions(DatasetInfo data) {
    SplitInfo validation = data.split(Split.VALIDATION);
    long sequences =
        validation.shardSequences().stream().mapToLong(Integer::longValue).max().orElse(0);
    long steps = sequences * mean(validation.steps(), validation.sequences());
    return new Part("outputs that are compared", Float.BYTES * steps * data.outputWidth(), 0);
  }

  private static long sequenceBytes(DatasetInfo data, SplitInfo split) {
    int width = data.input().isTokens() ? 1 : data.input().features().size();
    return Float.BYTES * width * mean(split.steps(), split.sequences());
  }

  private static long mean(long sum, long count) {
    return count == 0 ? 0 : (sum + count - 1) / count;
  }

  private static long batchSteps(Plan plan, DatasetInfo data) {
    int size = Math.max(plan.train().rounds().batchSize(), plan.evaluate().batchSize());
    int longest =
        data.splits().values().stream()
            .flatMap(split -> split.lengths().stream())
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
    return (long) size * longest;
  }
}
