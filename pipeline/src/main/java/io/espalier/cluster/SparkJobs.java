package io.espalier.cluster;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Runs numbered tasks as one Spark job with a description, and returns their results in order. */
final class SparkJobs {
  private final JavaSparkContext spark;

  SparkJobs(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** How executors reach Hadoop file systems. */
  SerializableConfiguration hadoop() {
    return new SerializableConfiguration(spark.hadoopConfiguration());
  }

  <T> Broadcast<T> broadcast(T value) {
    return spark.broadcast(value);
  }

  /** Results of tasks 0 to {@code count - 1}, in that order whoever finishes first. */
  <T> List<T> run(String description, int count, Function<Integer, T> task) {
    spark.setJobDescription(description);
    try {
      List<Integer> numbers = IntStream.range(0, count).boxed().toList();
      return spark.parallelize(numbers, count).map(task).collect();
    } finally {
      spark.setJobDescription(null);
    }
  }

  /** Lets executors and driver forget a broadcast value. */
  static void destroy(Broadcast<?> broadcast) {
    broadcast.destroy(false);
  }
}
