package io.espalier.cluster.reduce;

import org.apache.spark.api.java.function.Function;

/** One replica's part of a round, on an executor. */
public interface ReplicaTask extends Function<Integer, ReplicaResult> {
  @Override
  ReplicaResult call(Integer replica);

  /** What becomes of the replicas' numbers. */
  Averages averages();

  /** The broadcast under which blocks of the round are kept, which go with it. */
  long broadcast();
}
