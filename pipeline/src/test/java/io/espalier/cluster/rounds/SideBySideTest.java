package io.espalier.cluster.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.cluster.judge.SparkEvaluator;
import io.espalier.cluster.judge.SparkScorer;
import io.espalier.cluster.networks.LiveNetworks;
import io.espalier.cluster.networks.NetworkShipment;
import io.espalier.cluster.shards.ShardData;
import io.espalier.cluster.spark.SparkBlocks;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.data.Dataset;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.model.TrainingState;
import io.espalier.run.LocalStepsChoice;
import io.espalier.run.Progress;
import io.espalier.run.RoundFacts;
import io.espalier.run.Trainer;
import io.espalier.run.TrainingJob;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.metrics.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {
  @TempDir private Path store;

  @Test
  void trainingsInOneDriverComeToWhatEachComesToAlone() {
    TrainingJob first = job("first", 5);
    TrainingJob second = job("second", 6);
    TrainingState alone = train(first, LocalSpark.jobs(), facts -> {});
    TrainingState other = train(second, LocalSpark.jobs(), facts -> {});
    assertThat(alone).isNotEqualTo(other);
    List<Double> seen = Collections.synchronizedList(new ArrayList<>());
    List<List<Double>> shown = new ArrayList<>();
    List<List<Double>> expected = new ArrayList<>();
    CyclicBarrier rounds =
        new CyclicBarrier(
            2,
            () -> { // both trainings rest here, and have shown the rounds before
              shown.add(Stream.of("espalier", "espalier-2").flatMap(this::loss).sorted().toList());
              expected.add(seen.stream().sorted().toList());
              seen.clear();
            });
    Consumer<RoundFacts> meet =
        facts -> {
          await(rounds);
          seen.add(facts.loss());
        };
    SparkJobs jobs = LocalSpark.jobs();
    CompletableFuture<TrainingState> beside =
        CompletableFuture.supplyAsync(() -> train(first, jobs, meet));
    assertThat(train(second, jobs, meet)).isEqualTo(other);
    assertThat(beside.join()).isEqualTo(alone);
    assertThat(shown.size()).isGreaterThan(3);
    assertThat(shown.subList(1, shown.size())).isEqualTo(expected.subList(1, expected.size()));
  }

  private Stream<Double> loss(String name) {
    List<Source> sources = new ArrayList<>();
    SparkEnv.get().metricsSystem().getSourcesByName(name).foreach(sources::add);
    return sources.stream()
        .map(source -> (Double) source.metricRegistry().getGauges().get("loss").getValue());
  }

  private static void await(CyclicBarrier rounds) {
    try {
      rounds.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aProcessKeepsLiveNetworksForTheirOwnTrainingAsLongAsItLasts() {
    SparkJobs jobs = LocalSpark.jobs();
    LiveNetworks networks = LiveNetworks.of(jobs).value();
    TrainingJob job = job("kept", 5);
    NetworkShipment same =
        NetworkShipment.supervised(job.start().network(), job.rules(), job.mask(), 1);
    LongFunction<TrainingNetwork> used = training -> networks.use(training, same, live -> live);
    Broadcast<Integer> first = jobs.broadcast(1);
    TrainingNetwork network = used.apply(first.id());
    assertThat(used.apply(jobs.broadcast(2).id())).isNotSameAs(network);
    assertThat(used.apply(first.id())).isSameAs(network);
    SparkJobs.destroy(first);
    waitUntil(() -> !SparkBlocks.isHere(first.id()));
    assertThat(used.apply(jobs.broadcast(3).id())).isNotSameAs(network);
    assertThat(used.apply(first.id())).isNotSameAs(network);
  }

  @Test
  void aProcessKeepsShardsOfAFolderForTheJobsThatReadThem() {
    SparkJobs jobs = LocalSpark.jobs();
    Dataset dataset = job("shards", 5).dataset();
    List<Sequence> read = ShardData.of(dataset, Split.TRAIN, jobs).sequences(0);
    assertThat(ShardData.of(dataset, Split.TRAIN, jobs).sequences(0)).isSameAs(read);
    assertThat(ShardData.of(dataset, Split.TRAIN, LocalSpark.jobs()).sequences(0))
        .isNotSameAs(read)
        .isEqualTo(read);
    Dataset elsewhere = new Dataset(dataset.folder() + "-copy", dataset.info());
    assertThatThrownBy(() -> ShardData.of(elsewhere, Split.TRAIN, jobs).sequences(0))
        .hasMessageContaining("-copy");
  }

  @Test
  void nothingIsLeftOfAnApplicationThatHasEnded() {
    List<WeakReference<Object>> kept = trainAndStop();
    waitUntil(
        () -> {
          System.gc();
          return kept.stream().allMatch(each -> each.get() == null);
        });
    assertThat(kept).hasSize(3).allMatch(each -> each.get() == null);
    LocalSpark.session();
    assertThat(loss("espalier")).isEmpty();
  }

  private List<WeakReference<Object>> trainAndStop() {
    SparkJobs jobs = LocalSpark.jobs();
    TrainingJob job = job("ended", 5);
    train(job, jobs, facts -> {});
    ShardData data = ShardData.of(job.dataset(), Split.TRAIN, jobs);
    List<WeakReference<Object>> kept =
        Stream.of(LiveNetworks.of(jobs).value(), data.cache().value(), data.sequences(0))
            .map(each -> new WeakReference<Object>(each))
            .toList();
    assertThat(loss("espalier")).hasSize(1);
    LocalSpark.session().stop();
    return kept;
  }

  private static void waitUntil(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static TrainingState train(TrainingJob job, SparkJobs jobs, Consumer<RoundFacts> rounds) {
    return new SparkTrainer(
            jobs,
            new SparkEvaluator(jobs, 8),
            new SparkScorer(jobs, 1, new SparkScorer.Calibration(8, 8)),
            Progress.silent())
        .train(job, new Notes(rounds));
  }

  private TrainingJob job(String title, int seed) {
    return LocalSpark.job(
        title,
        LocalSpark.plan("run.seed=" + seed, "train.replicas=1", "train.local-steps=2"),
        store,
        i -> i % 2 == 0);
  }

  /** Keeps nothing. */
  private record Notes(Consumer<RoundFacts> rounds) implements Trainer.Log {
    @Override
    public Optional<TrainingState> newest() {
      return Optional.empty();
    }

    @Override
    public void save(TrainingState state) {}

    @Override
    public Optional<LocalStepsChoice> choice() {
      return Optional.empty();
    }

    @Override
    public void choose(LocalStepsChoice choice) {}

    @Override
    public void note(RoundFacts round) {
      rounds.accept(round);
    }
  }
}
