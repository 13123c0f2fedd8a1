package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.Split;
import io.espalier.data.Task;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.TrainPlan.Updater;
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
  public static final Part BASE = new Part("Java and Spark", 400 * MEGABYTE, 400 * MEGABYTE);

  /** Copies of the state that a task has at once on the heap, as arrays and as bytes. */
  private static final int TASK_COPIES = 4;

  /** Live networks an executor keeps for each task. */
  private static final int LIVE_NETWORKS = 3;

  /** Numbers on the heap, and outside it, for each unit, step and sequence of a batch. */
  private static final int HEAP_ACTIVATIONS = 6;

  private static final int NATIVE_ACTIVATIONS = 10;

  /** Arrays of the width of the input and the output for each step and sequence of a batch. */
  private static final int BATCH_COPIES = 4;

  /** A sequence beside its numbers. */
  private static final int SEQUENCE = 200;

  /** Sequences of a replica held at once. */
  private static final long CHUNK = 50_000;

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

  /**
   * @param layout of the network before pruning
   * @param tasks an executor runs at once, at most
   */
  public static MemoryNeed of(Plan plan, ParameterLayout layout, DatasetInfo data, int tasks) {
    long parameters = (long) Float.BYTES * layout.length();
    long state = parameters * (1 + optimiserNumbers(plan.train().updater().type()));
    int replicas = plan.train().rounds().replicas();
    int training = Math.min(tasks, replicas);
    List<Part> executor = new ArrayList<>();
    executor.add(BASE);
    executor.add(
        new Part("network and optimiser", TASK_COPIES * state, LIVE_NETWORKS * (state + parameters))
            .times(training));
    executor.add(new Part("received state", 2 * state, 0));
    executor.add(activations(plan, layout, data).times(tasks));
    executor.add(batch(plan, data).times(tasks));
    executor.add(sequences(data, replicas).times(training));
    if (data.task() == Task.LANGUAGE_MODEL) {
      executor.add(predictions(data).times(tasks));
    }
    List<Part> driver =
        List.of(
            BASE,
            new Part("network and optimiser", 4 * state, state + parameters),
            new Part("states of the replicas", (replicas + 2L) * state, 0),
            new Part("checkpoint", 5 * state, 0));
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

  private static int optimiserNumbers(Updater.Type type) {
    return switch (type) {
      case SGD -> 0;
      case MOMENTUM, RMSPROP -> 1;
      case ADAM, ADAMW -> 2;
    };
  }

  private static Part activations(Plan plan, ParameterLayout layout, DatasetInfo data) {
    long units =
        layout.layers().stream()
            .filter(layer -> layer.kind().hasHiddenUnits())
            .mapToLong(LayerShape::outputs)
            .sum();
    long cells = Float.BYTES * units * batchSteps(plan, data);
    return new Part("activations of a batch", HEAP_ACTIVATIONS * cells, NATIVE_ACTIVATIONS * cells);
  }

  private static Part batch(Plan plan, DatasetInfo data) {
    long output = data.task() == Task.LANGUAGE_MODEL ? data.outputWidth() : 0;
    long numbers = batchSteps(plan, data) * (data.input().width() + output);
    long bytes = Float.BYTES * BATCH_COPIES * numbers;
    return new Part("a batch and its outputs", bytes / 2, bytes);
  }

  private static Part sequences(DatasetInfo data, int replicas) {
    SplitInfo train = data.split(Split.TRAIN);
    long largest = train.shardSequences().isEmpty() ? 0 : Collections.max(train.shardSequences());
    long held = Math.max(largest, Math.min(CHUNK, (train.sequences() + replicas - 1) / replicas));
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
