package io.espalier.cluster.rounds;

import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.reduce.Replicas;
import io.espalier.cluster.rounds.TrainingRounds.Outcome;
import io.espalier.cluster.rounds.TrainingRounds.Round;
import io.espalier.cluster.spark.Rendezvous;
import io.espalier.cluster.spark.SparkBlocks;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;
import io.espalier.model.Velocity;
import io.espalier.run.RoundFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;

/**
 * Several rounds in one job: replicas stay on their executors and make their average among
 * themselves. The driver sends the state before the first round and receives the one after the
 * last; a round costs no job, and no number passes through the driver.
 */
final class JoinedRounds {
  private final TrainingContext context;

  JoinedRounds(TrainingContext context) {
    this.context = context;
  }

  /** Nothing if the replicas could not all work to the end; nothing is changed by that. */
  Optional<Outcome> run(NetworkState before, List<ReplicaSteps> rounds, String name) {
    long start = System.nanoTime();
    TrainingProgress progress = before.progress();
    byte[] sent = context.lastAverage().pack(before);
    Broadcast<Integer> joinedRounds = context.jobs().broadcast(progress.round());
    try (Rendezvous rendezvous =
        Rendezvous.open("espalier-" + joinedRounds.id(), context.replicas())) {
      SparkBlocks.Address state = SparkBlocks.put(joinedRounds.id(), "state", sent);
      JoinedRoundsTask task =
          new JoinedRoundsTask(context.shipment(), state, progress, rounds, rendezvous.name());
      List<JoinedRoundsTask.Round> done =
          context
              .jobs()
              .runTogether(
                  context.description(progress, name), context.replicas(), task, rendezvous)
              .map(results -> results.get(0))
              .orElse(List.of());
      return done.size() < rounds.size()
          ? Optional.empty()
          : SparkBlocks.fetch(task.end())
              .map(end -> outcome(before, rounds, done, end.bytes(), start));
    } finally {
      SparkJobs.destroy(joinedRounds);
    }
  }

  private Outcome outcome(
      NetworkState before,
      List<ReplicaSteps> steps,
      List<JoinedRoundsTask.Round> done,
      byte[] end,
      long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    double inRounds = done.stream().mapToDouble(JoinedRoundsTask.Round::seconds).sum();
    double ends = (seconds - inRounds) / done.size();
    TrainingProgress progress = before.progress();
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < done.size(); i++) {
      Replicas replicas = done.get(i).replicas();
      progress = progress.afterRound(replicas.work().iterations());
      rounds.add(
          Round.of(
              context.jobs(),
              progress,
              steps.get(i),
              replicas,
              done.get(i).seconds() + ends,
              bytes(steps.get(i).averages(), (double) end.length / done.size())));
    }
    return new Outcome(context.lastAverage().unpack(end, before, progress), Velocity.NONE, rounds);
  }

  /**
   * Slices and their averages go to the other replicas and come from them.
   *
   * @param end this round's part of the state, which all receive before the first round and one
   *     sends after the last
   */
  private RoundFacts.Bytes bytes(Averages averages, double end) {
    int replicas = context.replicas();
    double others = 4.0 * context.survivors().bytes(averages) * (replicas - 1) / replicas;
    return new RoundFacts.Bytes(
        "all-reduce", Math.round(others + end), Math.round((replicas + 1) * end));
  }
}
