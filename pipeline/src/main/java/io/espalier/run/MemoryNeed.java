package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.Split;
import io.espalier.data.order.ReplicaPlan;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterLayout;
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

  /** Parameters and optimiser, times so many, that a task has on the heap. */
  private static final int STATES = 6;

  /** The same outside the heap: what is sent and received. */
  private static final int STATES_OUTSIDE = 1;

  /** Numbers on the heap for each unit, step and sequence of a batch. */
  private static final int ACTIVATIONS = 8;

  /** The same outside the heap. */
  private static final int ACTIVATIONS_OUTSIDE = 4;

  /** States that an executor or the driver has received and keeps. */
  private static final int RECEIVED = 2;

  /** States that a driver holds while it writes a checkpoint. */
  private static final int WRITTEN = 4;

  /** Times that a teacher's parameters are on the heap of a task. */
  private static final int TEACHER = 3;

  /** Numbers of a batch that training keeps for each that a teacher keeps. */
  private static final int TEACHER_LESS = 4;

  /** Arrays of the width of the input and the output for each step and sequence of a batch. */
  private static final int BATCH_COPIES = 4;

  /** Bytes that no machine has; sums of a few of them are still numbers. */
  private static final long UNHEARD_OF = 1L << 56;

  /** A sequence beside its numbers. */
  private static final int SEQUENCE = 200;

  public MemoryNeed {
    executor = List.copyOf(executor);
    driver = List.copyOf(driver);
  }

  /**
   * @param name for people
   * @param heap of the Java heap
   * @param outside the heap: buffers, native libraries, Java's own
   */
  public record Part(String name, long heap, long outside) {
    Part times(int count) {
      return new Part(name, product(count, heap), product(count, outside));
    }
  }

  /**
   * @param layout of the network before pruning
   * @param tasks an executor runs at once, at most
   */
  public static MemoryNeed of(Plan plan, ParameterLayout layout, DatasetInfo data, int tasks) {
    long state = (long) Float.BYTES * layout.length() * (1 + TrainingRules.states(plan));
    int replicas = plan.train().rounds().replicas();
    int training = Math.min(tasks, replicas);
    List<Part> executor = new ArrayList<>();
    executor.add(BASE);
    executor.add(
        new Part("network and optimiser", STATES * state, STATES_OUTSIDE * state).times(training));
    executor.add(new Part("received state", RECEIVED * state, 0));
    executor.add(activations(plan, layout, data).times(tasks));
    executor.add(batch(plan, data).times(tasks));
    executor.add(sequences(data, replicas).times(training));
    if (plan.train().objective().objective().needsTeacher()
        || plan.recover().objective().objective().needsTeacher()) {
      executor.addAll(teacher(layout, activations(plan, layout, data), training));
    }
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

  private static Part activations(Plan plan, ParameterLayout layout, DatasetInfo data) {
    long units =
        layout.layers().stream()
            .filter(layer -> layer.kind().hasHiddenUnits())
            .mapToLong(LayerShape::outputs)
            .sum();
    long cells = product(Float.BYTES, units, batchSteps(plan, data));
    return new Part(
        "activations of a batch", product(ACTIVATIONS, cells), product(ACTIVATIONS_OUTSIDE, cells));
  }

  /** The dense network, received once and at work in each task that trains a pruned one. */
  private static List<Part> teacher(ParameterLayout layout, Part activations, int training) {
    long parameters = (long) Float.BYTES * layout.length();
    return List.of(
        new Part("received teacher", parameters, 0),
        new Part(
                "teacher",
                TEACHER * parameters + activations.heap() / TEACHER_LESS,
                parameters + activations.outside() / TEACHER_LESS)
            .times(training));
  }

  private static Part batch(Plan plan, DatasetInfo data) {
    long output = data.task().truth().isTimed() ? data.outputWidth() : 0;
    long numbers = product(batchSteps(plan, data), data.input().width() + output);
    long bytes = product(Float.BYTES, BATCH_COPIES, numbers);
    return new Part("a batch and its outputs", bytes / 2, bytes);
  }

  private static Part sequences(DatasetInfo data, int replicas) {
    SplitInfo train = data.split(Split.TRAIN);
    long largest = train.shardSequences().isEmpty() ? 0 : Collections.max(train.shardSequences());
    long held =
        Math.max(
            largest,
            Math.min(ReplicaPlan.MAXIMUM_CHUNK, (train.sequences() + replicas - 1) / replicas));
    return new Part("sequences", product(held, SEQUENCE + sequenceBytes(data, train)), 0);
  }

  /** A language model's outputs of a shard, of two networks that are compared. */
  private static Part predictions(DatasetInfo data) {
    SplitInfo validation = data.split(Split.VALIDATION);
    long sequences =
        validation.shardSequences().stream().mapToLong(Integer::longValue).max().orElse(0);
    long steps = sequences * mean(validation.steps(), validation.sequences());
    return new Part(
        "outputs that are compared", product(Float.BYTES, steps, data.outputWidth()), 0);
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
    return product(Math.min(size, data.largestSplit()), data.longest());
  }

  /** The product, or so much that nothing has room for it. */
  private static long product(long... factors) {
    long product = 1;
    for (long factor : factors) {
      boolean fits = factor == 0 || product <= UNHEARD_OF / factor;
      product = fits ? product * factor : UNHEARD_OF;
    }
    return product;
  }
}
