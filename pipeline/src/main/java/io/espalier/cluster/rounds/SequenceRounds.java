package io.espalier.cluster.rounds;

import io.espalier.cluster.shards.ShardReport;
import io.espalier.cluster.shards.ShardWriter;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.LengthCounts;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.Training;
import io.espalier.model.Velocity;
import io.espalier.plan.TrainPlan;
import io.espalier.plan.TrainPlan.LocalSteps;
import io.espalier.run.TrainingJob;
import io.espalier.run.TrainingJob.Learning;
import io.espalier.run.TrainingJob.Masks;
import io.espalier.store.Digests;
import io.espalier.store.Folder;
import io.espalier.store.Shards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Rounds of training for programs of one's own, over sequences that are in an RDD. The result
 * depends on the sequences in their order and on the settings, not on the cluster.
 */
public final class SequenceRounds {
  private final JavaSparkContext spark;
  private final SparkJobs jobs;
  private final TrainPlan.Rounds rounds;
  private final long seed;

  /**
   * @param seed of the order of batches and of dropout
   */
  public SequenceRounds(JavaSparkContext spark, Work work, long seed) {
    this.spark = spark;
    this.jobs = new SparkJobs(spark);
    this.rounds =
        new TrainPlan.Rounds(
            work.replicas(),
            work.batchSize(),
            new LocalSteps.Fixed(work.localSteps()),
            0,
            TrainPlan.Outer.NONE);
    this.seed = seed;
  }

  /**
   * How replicas work together.
   *
   * @param replicas that train side by side
   * @param batchSize sequences of one step of one replica
   * @param localSteps steps between two averages; 1 averages gradients
   * @throws IllegalArgumentException if one of them is below 1
   */
  public record Work(int replicas, int batchSize, int localSteps) {
    public Work {
      if (replicas < 1 || batchSize < 1 || localSteps < 1) {
        throw new IllegalArgumentException(
            "replicas, batch size and local steps must be at least 1, got %d, %d and %d"
                .formatted(replicas, batchSize, localSteps));
      }
    }
  }

  /**
   * Writes sequences where replicas find them: one shard for each, dealt out in turn.
   *
   * @param kind of data; its counts do not matter
   * @param folder on a file system that all executors reach
   */
  public Dataset write(JavaRDD<Sequence> sequences, DatasetInfo kind, String folder) {
    ShardWriter writer =
        new ShardWriter(
            new SerializableConfiguration(spark.hadoopConfiguration()),
            folder,
            new Shards.Format(kind.task(), kind.input()),
            0);
    List<ShardReport> reports =
        sequences
            .zipWithIndex()
            .mapToPair(Tuple2::swap)
            .repartitionAndSortWithinPartitions(new InTurn(rounds.replicas()))
            .mapPartitionsWithIndex(
                (shard, sorted) -> List.of(writer.write(Split.TRAIN, shard, sorted)).iterator(),
                false)
            .collect();
    LengthCounts lengths = new LengthCounts();
    List<Integer> counts = new ArrayList<>();
    for (ShardReport report : reports) {
      lengths.merge(report.lengths());
      counts.add(Math.toIntExact(report.lengths().sequences()));
    }
    SplitInfo train =
        new SplitInfo(
            counts, lengths.sequences(), lengths.steps(), lengths.quantiles(), List.of(), 0);
    String digests = reports.stream().map(ShardReport::sha256).collect(Collectors.joining("\n"));
    return new Dataset(
        folder,
        new DatasetInfo(
            DatasetInfo.FORMAT,
            kind.task(),
            kind.input(),
            kind.output(),
            Map.of(Split.TRAIN, train),
            Digests.sha256(digests)));
  }

  /** Deletes what {@link #write} wrote. */
  public void delete(Dataset dataset) {
    Folder.at(dataset.folder(), spark.hadoopConfiguration()).delete();
  }

  /**
   * @param network after the pass
   * @param loss mean over the examples seen, while the network was changing
   */
  public record Outcome(NetworkState network, double loss) {}

  /**
   * One pass over a dataset.
   *
   * @param title that Spark's pages show
   * @param rules by which its layers are trained
   * @param mask what lives in the network; pruned parameters stay exactly 0
   */
  public Outcome epoch(
      String title, NetworkState network, Training rules, Mask mask, Dataset dataset) {
    TrainingJob.Fit fit =
        new TrainingJob.Fit(
            1, 0, seed, rounds, new TrainPlan.Checkpoint(1, Duration.ofDays(1), 1), 1);
    NetworkState state =
        network.with(mask.applyTo(network.parameters()), network.optimiser(), network.progress());
    int epoch = state.progress().epoch();
    double lossSum = 0;
    long examples = 0;
    try (TrainingRounds training =
        TrainingRounds.open(
            jobs,
            new TrainingJob(
                title,
                state,
                Learning.supervised(rules, dataset),
                Masks.still(mask),
                dataset,
                fit))) {
      int count = training.perEpoch(epoch);
      for (int round = 0; round < count; ) {
        TrainingRounds.Outcome outcome = training.run(state, Velocity.NONE, round, count - round);
        state = outcome.network();
        for (TrainingRounds.Round done : outcome.rounds()) {
          lossSum += done.replicas().lossSum();
          examples += done.replicas().work().examples();
        }
        round += outcome.rounds().size();
      }
    }
    return new Outcome(
        state.with(state.parameters(), state.optimiser(), state.progress().afterEpoch()),
        lossSum / examples);
  }

  /** Deals numbers out to partitions in turn. */
  private static final class InTurn extends Partitioner {
    private final int partitions;

    InTurn(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object number) {
      return (int) ((Long) number % partitions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof InTurn that && that.partitions == partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }
}
