package io.espalier.cluster.prepare;

import io.espalier.data.encode.TokenCount;
import io.espalier.data.encode.Vocabulary;
import io.espalier.plan.DataPlan.TokenPlan;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/** Counts tokens on the executors; no more of them than the vocabulary holds reach the driver. */
final class TokenCounts {
  private TokenCounts() {}

  /**
   * The most frequent tokens, by descending count and then by token.
   *
   * @param tokens of the training split in one element
   */
  static <T> Vocabulary vocabulary(
      JavaRDD<T> elements, FlatMapFunction<T, String> tokens, TokenPlan plan, int partitions) {
    long minimum = plan.minimumCount();
    return Vocabulary.counted(
        elements
            .mapPartitionsToPair(
                partition -> {
                  Map<String, Long> counts = new HashMap<>();
                  while (partition.hasNext()) {
                    Iterator<String> found = tokens.call(partition.next());
                    while (found.hasNext()) {
                      counts.merge(found.next(), 1L, Long::sum);
                    }
                  }
                  return counts.entrySet().stream()
                      .map(count -> new Tuple2<>(count.getKey(), count.getValue()))
                      .iterator();
                })
            .reduceByKey(Long::sum, partitions)
            .map(count -> new TokenCount(count._1(), count._2()))
            .filter(count -> count.count() >= minimum && !count.token().equals(Vocabulary.UNKNOWN))
            .takeOrdered(plan.vocabulary()));
  }
}
