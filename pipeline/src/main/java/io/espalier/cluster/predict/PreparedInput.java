package io.espalier.cluster.predict;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.model.InputException;
import io.espalier.store.Address;
import io.espalier.store.DatasetFile;
import io.espalier.store.Folder;
import io.espalier.store.ShardReader;
import io.espalier.store.Shards;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** A prepared dataset, or one split of it: a partition for each shard that holds anything. */
final class PreparedInput implements PredictionInput {
  private final JavaSparkContext spark;
  private final Dataset dataset;
  private final List<Split> splits;
  private final Broadcast<SerializableConfiguration> hadoop;

  private PreparedInput(JavaSparkContext spark, Dataset dataset, List<Split> splits) {
    this.spark = spark;
    this.dataset = dataset;
    this.splits = splits;
    this.hadoop = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * The input, if it is the folder of a prepared dataset or of one of its splits.
   *
   * @param readBy what is read of such a dataset
   */
  static Optional<PredictionInput> find(
      JavaSparkContext spark, String input, UnaryOperator<DatasetInfo> readBy) {
    Configuration configuration = spark.hadoopConfiguration();
    Folder folder = Folder.at(Address.of("the input", input, configuration));
    if (folder.has(DatasetFile.NAME)) {
      return Optional.of(open(spark, folder.uri(), List.of(Split.values()), readBy));
    }
    Path path = new Path(folder.uri());
    for (Split split : Split.values()) {
      if (path.getName().equals(split.folder())
          && Folder.at(path.getParent().toString(), configuration).has(DatasetFile.NAME)) {
        return Optional.of(open(spark, path.getParent().toString(), List.of(split), readBy));
      }
    }
    return Optional.empty();
  }

  private static PreparedInput open(
      JavaSparkContext spark,
      String folder,
      List<Split> splits,
      UnaryOperator<DatasetInfo> readBy) {
    DatasetInfo info = readBy.apply(DatasetFile.read(spark.hadoopConfiguration(), folder));
    return new PreparedInput(spark, new Dataset(folder, info), splits);
  }

  @Override
  public DatasetInfo info() {
    return dataset.info();
  }

  @Override
  public JavaRDD<Sequence> sequences() {
    List<Shard> shards = new ArrayList<>();
    for (Split split : splits) {
      List<Integer> counts = info().split(split).shardSequences();
      for (int number = 0; number < counts.size(); number++) {
        if (counts.get(number) > 0) {
          shards.add(new Shard(split, number));
        }
      }
    }
    if (shards.isEmpty()) {
      throw new InputException(
          "the %s split of %s has no sequences"
              .formatted(splits.get(0).folder(), dataset.folder()));
    }
    Dataset read = dataset;
    Broadcast<SerializableConfiguration> configuration = hadoop;
    return spark
        .parallelize(shards, shards.size())
        .flatMap(shard -> shard.read(read, configuration.value().value()));
  }

  private record Shard(Split split, int number) implements Serializable {
    private Iterator<Sequence> read(Dataset dataset, Configuration configuration) {
      ShardReader reader =
          Shards.read(configuration, dataset.folder(), split, number, dataset.info());
      TaskCompletionListener closing = task -> reader.close();
      TaskContext.get().addTaskCompletionListener(closing);
      return reader;
    }
  }

  @Override
  public void close() {
    hadoop.destroy();
  }
}
