package io.espalier.cluster.rounds;

import io.espalier.cluster.networks.NetworkShipment;
import io.espalier.cluster.networks.SharedLesson;
import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.reduce.Reduction;
import io.espalier.cluster.reduce.Replicas;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;
import io.espalier.model.TrainingState;
import io.espalier.model.Velocity;
import io.espalier.run.RoundFacts;
import io.espalier.run.TrainingJob;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The rounds of one training: every replica takes its local steps from the same state, and what
 * they come to is averaged in replica order (McMahan et al. 2016, arXiv 1602.05629). With one local
 * step gradients are summed instead and the optimiser takes one step, which equals one machine with
 * the replicas' batches as one. Only surviving parameters and their optimiser state travel.
 */
final class TrainingRounds implements AutoCloseable {
  private final SparkJobs jobs;
  private final TrainingJob job;
  private final Reduction.Rule reduction;
  private final ReplicaData data;
  private final SharedLesson lesson;
  private final RoundsPerJob roundsPerJob;
  private RoundSteps roundSteps;
  private Mask mask;
  private MaskedRounds masked;

  private TrainingRounds(SparkJobs jobs, TrainingJob job, Reduction.Rule reduction) {
    this.jobs = jobs;
    this.job = job;
    this.reduction = reduction;
    this.data = ReplicaData.of(job, jobs);
    this.lesson = SharedLesson.of(job.learning().lesson(), jobs);
    this.roundsPerJob = new RoundsPerJob(jobs, job);
    this.roundSteps = RoundSteps.of(job.fit(), OptionalInt.empty());
    this.mask = job.mask();
    this.masked = under(mask, job.fit().sparseAbove());
  }

  static TrainingRounds open(SparkJobs jobs, TrainingJob job) {
    return open(jobs, job, Reduction::of);
  }

  static TrainingRounds open(SparkJobs jobs, TrainingJob job, Reduction.Rule reduction) {
    return new TrainingRounds(jobs, job, reduction);
  }

  /**
   * From now on only what this mask keeps is trained and travels; matrices take the forms that suit
   * it.
   */
  void hold(Mask next) {
    if (!next.equals(mask)) {
      masked.close();
      masked = under(next, job.fit().sparseAbove());
      mask = next;
    }
  }

  private MaskedRounds under(Mask next, double sparseAbove) {
    NetworkShipment network =
        new NetworkShipment(job.start().network(), job.rules(), next, sparseAbove, lesson);
    return new MaskedRounds(jobs, job, network, data, reduction);
  }

  /**
   * The gradients of the batches that replicas see next in an epoch, or first in it where they have
   * seen all: of pruned parameters too, added up in replica order.
   */
  LoneRound.Gradient gradient(NetworkState network, int roundOfEpoch) {
    int epoch = network.progress().epoch();
    int round = roundOfEpoch % perEpoch(epoch);
    ReplicaSteps step =
        new ReplicaSteps(roundSteps.before(epoch, round), 1, Averages.GRADIENTS, job.fit().seed());
    try (MaskedRounds dense = under(Mask.all(network.parameters().length), 1)) {
      return dense.gradient(network, step, "gradient of all parameters");
    }
  }

  /** From now on takes this many local steps where the plan leaves the count open. */
  void pick(int localSteps) {
    roundSteps = RoundSteps.of(job.fit(), OptionalInt.of(localSteps));
  }

  /** Which steps each round takes. */
  RoundSteps steps() {
    return roundSteps;
  }

  /** Rounds in which the replica with the most batches sees each of them once. */
  int perEpoch(int epoch) {
    return roundSteps.rounds(epoch, batches(epoch));
  }

  /** Steps that each replica has taken since the training began. */
  long done(TrainingState state) {
    int epoch = state.current().progress().epoch();
    int inside = roundSteps.before(epoch, state.running().rounds());
    return (long) epoch * batches(0) + Math.min(inside, batches(epoch));
  }

  /** Batches of an epoch, of the replica that has most. */
  int batches(int epoch) {
    return IntStream.range(0, job.fit().rounds().replicas())
        .map(replica -> data.plan(replica).epoch(epoch).steps())
        .max()
        .orElseThrow();
  }

  /**
   * @param replicas what they did
   * @param facts for people
   */
  record Round(Replicas replicas, RoundFacts facts) {
    /**
     * @param after progress
     * @param seconds of the whole round
     */
    static Round of(
        SparkJobs jobs,
        TrainingProgress after,
        ReplicaSteps steps,
        Replicas replicas,
        double seconds,
        RoundFacts.Bytes bytes) {
      long timeSteps = replicas.work().timeSteps();
      List<Double> compute = replicas.computeSeconds();
      return new Round(
          replicas,
          new RoundFacts(
              after.epoch() + 1,
              after.round(),
              replicas.lossSum() / replicas.work().examples(),
              new RoundFacts.Work(steps.count(), timeSteps, timeSteps / seconds),
              RoundFacts.Seconds.of(seconds, jobs.together(compute), compute),
              bytes));
    }
  }

  /**
   * @param network after the rounds
   * @param velocity after the rounds
   * @param rounds at least one
   */
  record Outcome(NetworkState network, Velocity velocity, List<Round> rounds) {}

  /**
   * Goes on by some rounds: by as many in one job as there are reasons for, or by one.
   *
   * @param network before them
   * @param velocity before them
   * @param roundOfEpoch 0 for the first
   * @param most rounds, at least 1
   */
  Outcome run(NetworkState network, Velocity velocity, int roundOfEpoch, int most) {
    long start = System.nanoTime();
    int epoch = network.progress().epoch();
    int together = Math.min(Math.min(most, left(epoch, roundOfEpoch)), roundsPerJob.next());
    Outcome outcome =
        together(network, roundOfEpoch, together)
            .orElseGet(
                () ->
                    masked.alone(
                        network,
                        velocity,
                        steps(epoch, roundOfEpoch),
                        "round %d/%d".formatted(roundOfEpoch + 1, perEpoch(epoch))));
    roundsPerJob.went((System.nanoTime() - start) / 1e9 / outcome.rounds().size());
    return outcome;
  }

  private Optional<Outcome> together(NetworkState network, int first, int count) {
    if (count == 1) {
      return Optional.empty();
    }
    int epoch = network.progress().epoch();
    Optional<Outcome> outcome =
        masked.together(
            network,
            IntStream.range(first, first + count).mapToObj(round -> steps(epoch, round)).toList(),
            "rounds %d-%d/%d".formatted(first + 1, first + count, perEpoch(epoch)));
    if (outcome.isEmpty()) {
      roundsPerJob.broke();
    }
    return outcome;
  }

  /** Rounds of the epoch that are still to do, as far as their steps are known. */
  private int left(int epoch, int roundOfEpoch) {
    int measured = roundSteps.measured(epoch) - roundOfEpoch;
    int all = perEpoch(epoch) - roundOfEpoch;
    return measured > 0 ? Math.min(measured, all) : all;
  }

  private ReplicaSteps steps(int epoch, int roundOfEpoch) {
    int count = roundSteps.count(epoch, roundOfEpoch);
    return new ReplicaSteps(
        roundSteps.before(epoch, roundOfEpoch),
        count,
        count == 1 ? Averages.GRADIENTS : Averages.STATES,
        job.fit().seed());
  }

  @Override
  public void close() {
    masked.close();
    lesson.close();
  }
}
