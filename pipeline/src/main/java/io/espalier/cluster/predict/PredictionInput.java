package io.espalier.cluster.predict;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import org.apache.spark.api.java.JavaRDD;

/** Sequences to say something about; to be closed when they have been read. */
public interface PredictionInput extends AutoCloseable {
  /** How they are encoded. */
  DatasetInfo info();

  /**
   * The sequences; partitions and their order depend on plan and files alone, not on the cluster.
   *
   * @throws io.espalier.model.InputException if there are none, or the plan refuses them
   */
  JavaRDD<Sequence> sequences();

  @Override
  void close();
}
