package io.espalier.cluster.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Runs numbered tasks as one Spark job with a description, and returns their results in order. */
public final class SparkJobs {
  private final JavaSparkContext spark;
  private final Map<Class<?>, Broadcast<?>> inEachProcess = new ConcurrentHashMap<>();

  public SparkJobs(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** How executors reach Hadoop file systems. */
  public SerializableConfiguration hadoop() {
    return new SerializableConfiguration(spark.hadoopConfiguration());
  }

  public <T> Broadcast<T> broadcast(T value) {
    return spark.broadcast(value);
  }

  /**
   * An object that every process has one of for these jobs, from one task to the next, and forgets
   * with them; what it gathers meanwhile is transient.
   *
   * @param fresh makes the one object of its kind, which reaches other processes empty
   */
  @SuppressWarnings("unchecked") // a kind's broadcast is of that kind
  public <T extends Serializable> Broadcast<T> inEachProcess(Class<T> kind, Supplier<T> fresh) {
    return (Broadcast<T>)
        inEachProcess.computeIfAbsent(kind, missing -> spark.broadcast(fresh.get()));
  }

  /** Results of tasks 0 to {@code count - 1}, in that order whoever finishes first. */
  public <T> List<T> run(String description, int count, Function<Integer, T> task) {
    return run(description, numbers(count), task);
  }

  /** Results of the tasks of these numbers, in their order whoever finishes first. */
  public <T> List<T> run(String description, List<Integer> numbers, Function<Integer, T> task) {
    return described(
        description, () -> spark.parallelize(numbers, numbers.size()).map(task).collect());
  }

  /** How many tasks can run at once as things stand. */
  public int room() {
    SparkContext context = spark.sc();
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  /** Whether Spark starts a second copy of a task that is slow. */
  public boolean speculates() {
    return spark.getConf().getBoolean("spark.speculation", false);
  }

  /**
   * Results of tasks 0 to {@code count - 1}, which meet one another and therefore must run at the
   * same time. Nothing if that cannot be, or if one of them failed: the rendezvous is called off
   * then, and what is wrong will show where tasks do not depend on one another.
   */
  public <T> Optional<List<T>> runTogether(
      String description, int count, Function<Integer, T> task, Rendezvous rendezvous) {
    FailureWatch watch = new FailureWatch(rendezvous);
    spark.sc().addSparkListener(watch);
    spark.setLocalProperty(FailureWatch.WATCHED, rendezvous.name());
    try {
      return described(
          description,
          () ->
              rendezvous.await(spark.parallelize(numbers(count), count).map(task).collectAsync()));
    } finally {
      spark.setLocalProperty(FailureWatch.WATCHED, null);
      spark.sc().removeSparkListener(watch);
    }
  }

  /**
   * Results of a shuffle, in the order of its partitions: tasks 0 to {@code count - 1} give parts
   * with the numbers of partitions, and each partition's parts, in no order, become one result.
   */
  public <P extends Serializable, T> List<T> shuffle(
      String description,
      int count,
      PairFlatMapFunction<Integer, Integer, P> task,
      Partitioner partitions,
      Function<Iterator<Tuple2<Integer, P>>, T> merge) {
    return described(
        description,
        () -> {
          JavaRDD<T> merged =
              spark
                  .parallelize(numbers(count), count)
                  .flatMapToPair(task)
                  .partitionBy(partitions)
                  .mapPartitions(parts -> List.of(merge.call(parts)).iterator());
          try {
            return merged.collect();
          } finally {
            merged.rdd().cleanShuffleDependencies(false);
          }
        });
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private <T> T described(String description, Supplier<T> job) {
    spark.setJobDescription(description);
    try {
      return job.get();
    } finally {
      spark.setJobDescription(null);
    }
  }

  /**
   * Seconds that tasks take which are started in order, with as many at once as there are cores.
   *
   * @param tasks seconds of each
   */
  public double together(List<Double> tasks) {
    PriorityQueue<Double> ends = new PriorityQueue<>();
    double last = 0;
    int cores = spark.defaultParallelism();
    for (double seconds : tasks) {
      double end = seconds + (ends.size() < cores ? 0 : ends.remove());
      ends.add(end);
      last = Math.max(last, end);
    }
    return last;
  }

  /** Lets executors and driver forget a broadcast value. */
  public static void destroy(Broadcast<?> broadcast) {
    broadcast.destroy(false);
  }
}
