package io.espalier.dl4jspark;

import io.espalier.cluster.rounds.SequenceRounds;
import io.espalier.cluster.rounds.SequenceRounds.Work;
import io.espalier.data.DataForm;
import io.espalier.data.Dataset;
import io.espalier.data.Sequence;
import io.espalier.format.Content;
import io.espalier.format.Dl4jFormat;
import io.espalier.format.SavedTraining;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;
import io.espalier.plan.PlanText;
import io.espalier.store.Folder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.TrainingResult;
import org.deeplearning4j.spark.api.TrainingWorker;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Trains Deeplearning4j's networks on Spark in Espalier's rounds, in place of {@code
 * ParameterAveragingTrainingMaster}: a program changes the line that makes its training master.
 *
 * <p>Each {@code fit} is one pass over the data. The first pass over an RDD writes its sequences to
 * {@link #inFolder a folder} that driver and executors reach, later ones find them there; {@code
 * deleteTempFiles} deletes them. With a mask, pruned parameters and their optimiser state are
 * exactly 0 after every step. Equal data in equal order give equal bytes, whatever the cluster.
 *
 * <p>Networks are chains of the layers that Espalier trains, with one label for each sequence or,
 * as language models, the next tokens; others are refused with an {@link InputException}.
 */
public final class RoundsTrainingMaster
    implements TrainingMaster<TrainingResult, TrainingWorker<TrainingResult>> {
  private final Work work;
  private final long seed;
  private final Optional<Mask> mask;
  private final Optional<String> folder;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private Optional<Written> written = Optional.empty();

  private RoundsTrainingMaster(Work work, long seed, Optional<Mask> mask, Optional<String> folder) {
    this.work = work;
    this.seed = seed;
    this.mask = mask;
    this.folder = folder;
  }

  /** What was written of an application's RDD, and the rounds that find it there. */
  private record Written(SparkContext spark, int rdd, SequenceRounds rounds, Dataset dataset) {
    boolean isOf(JavaSparkContext context, int number) {
      return spark == context.sc() && rdd == number;
    }
  }

  /**
   * @param replicas that train side by side; part of the result, unlike the number of executors
   * @param batchSize sequences of one step of one replica
   * @param localSteps steps between two averages; 1 averages gradients
   */
  public static RoundsTrainingMaster of(int replicas, int batchSize, int localSteps) {
    return new RoundsTrainingMaster(
        new Work(replicas, batchSize, localSteps), 7, Optional.empty(), Optional.empty());
  }

  /** The same with another seed of the order of batches and of dropout; 7 unless given. */
  public RoundsTrainingMaster withSeed(long newSeed) {
    return new RoundsTrainingMaster(work, newSeed, mask, folder);
  }

  /** The same, holding a mask over the network's parameters: as long as they are, 1 = kept. */
  public RoundsTrainingMaster withMask(Mask newMask) {
    return new RoundsTrainingMaster(work, seed, Optional.of(newMask), folder);
  }

  /**
   * The same, with sequences written below a folder of any Hadoop file system; unless given, that
   * is {@code espalier-rounds} in the user's home of the default one.
   */
  public RoundsTrainingMaster inFolder(String uri) {
    return new RoundsTrainingMaster(work, seed, mask, Optional.of(uri));
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> data) {
    Exchange exchange = Exchange.of(network.getNetwork());
    network.setScore(
        train(network.getSparkContext(), exchange, data.id(), data.map(DataSet::toMultiDataSet)));
  }

  @Override
  public void executeTraining(SparkComputationGraph network, JavaRDD<DataSet> data) {
    Exchange exchange = Exchange.of(network.getNetwork());
    network.setScore(
        train(network.getSparkContext(), exchange, data.id(), data.map(DataSet::toMultiDataSet)));
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph network, JavaRDD<MultiDataSet> data) {
    Exchange exchange = Exchange.of(network.getNetwork());
    network.setScore(train(network.getSparkContext(), exchange, data.id(), data));
  }

  /** One pass; the mean loss. */
  private double train(
      JavaSparkContext spark, Exchange exchange, int rdd, JavaRDD<MultiDataSet> data) {
    Content content = exchange.content();
    SavedTraining saved =
        content
            .training()
            .orElseGet(
                () -> SavedTraining.fresh(content.network(), Dl4jFormat.usual(content.network())));
    int length = content.parameters().length;
    Mask held = mask.orElseGet(() -> Mask.all(length));
    if (held.length() != length) {
      throw new InputException(
          "the mask is for %d parameters, the network has %d".formatted(held.length(), length));
    }
    DataSets form = new DataSets(DataForm.of(content.network()));
    if (written.filter(last -> last.isOf(spark, rdd)).isEmpty()) {
      deleteTempFiles(spark);
      JavaRDD<Sequence> sequences = data.flatMap(each -> form.sequences(each).iterator());
      String place = folder(spark) + "/" + UUID.randomUUID();
      SequenceRounds rounds = new SequenceRounds(spark, work, seed);
      Dataset dataset = rounds.write(sequences, form.info(), place);
      written = Optional.of(new Written(spark.sc(), rdd, rounds, dataset));
    }
    Written found = written.orElseThrow();
    SequenceRounds.Outcome outcome =
        found
            .rounds()
            .epoch(
                "fit",
                new NetworkState(
                    content.network(),
                    content.parameters(),
                    saved.optimiser(),
                    new TrainingProgress(saved.epoch(), 0, saved.iteration())),
                saved.rules(),
                held,
                found.dataset());
    exchange.take(outcome.network());
    listeners.forEach(listener -> exchange.tell(listener, outcome.network().progress()));
    return outcome.loss();
  }

  private String folder(JavaSparkContext spark) {
    return folder.orElseGet(() -> Folder.home(spark.hadoopConfiguration()) + "/espalier-rounds");
  }

  @Override
  public boolean deleteTempFiles(JavaSparkContext spark) {
    written.ifPresent(last -> new SequenceRounds(spark, work, seed).delete(last.dataset()));
    written = Optional.empty();
    return true;
  }

  @Override
  public boolean deleteTempFiles(SparkContext spark) {
    return deleteTempFiles(JavaSparkContext.fromSparkContext(spark));
  }

  @Override
  public void setListeners(Collection<TrainingListener> newListeners) {
    listeners.clear();
    listeners.addAll(newListeners);
  }

  @Override
  public void setListeners(StatsStorageRouter router, Collection<TrainingListener> newListeners) {
    setListeners(newListeners);
  }

  @Override
  public String toJson() {
    return PlanText.of(work);
  }

  @Override
  public String toYaml() {
    return toJson();
  }

  @Override
  public void setCollectTrainingStats(boolean collects) {
    if (collects) {
      throw unsupported("training statistics; Spark's own pages show each round");
    }
  }

  @Override
  public boolean getIsCollectTrainingStats() {
    return false;
  }

  @Override
  public SparkTrainingStats getTrainingStats() {
    throw unsupported("training statistics; Spark's own pages show each round");
  }

  @Override
  public void addHook(TrainingHook hook) {
    throw unsupported("hooks");
  }

  @Override
  public void removeHook(TrainingHook hook) {
    throw unsupported("hooks");
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkDl4jMultiLayer network) {
    throw unsupported("workers of Deeplearning4j");
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkComputationGraph network) {
    throw unsupported("workers of Deeplearning4j");
  }

  @Override
  public void executeTrainingPaths(
      SparkDl4jMultiLayer stack,
      SparkComputationGraph graph,
      JavaRDD<String> paths,
      DataSetLoader loader,
      MultiDataSetLoader multiLoader) {
    throw unsupported("paths; load them into an RDD of DataSet");
  }

  private static UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException("training in rounds has no " + what);
  }
}
