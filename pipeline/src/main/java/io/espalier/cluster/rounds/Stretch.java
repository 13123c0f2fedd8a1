package io.espalier.cluster.rounds;

import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.reduce.Replicas;
import io.espalier.cluster.rounds.TrainingRounds.Outcome;
import io.espalier.cluster.rounds.TrainingRounds.Round;
import io.espalier.cluster.spark.Blocks;
import io.espalier.cluster.spark.Meeting;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.model.NetworkState;
import io.espalier.model.Progress;
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
final class Stretch {
  private final Setup setup;

  Stretch(Setup setup) {
    this.setup = setup;
  }

  /** Nothing if the replicas could not all work to the end; nothing is changed by that. */
  Optional<Outcome> run(NetworkState before, List<Steps> rounds, String name) {
    long start = System.nanoTime();
    Progress progress = before.progress();
    byte[] sent = setup.lastAverage().pack(before);
    Broadcast<Integer> stretch = setup.jobs().broadcast(progress.round());
    try (Meeting meeting = Meeting.open("espalier-" + stretch.id(), setup.replicas())) {
      Blocks.Address state = Blocks.put(stretch.id(), "state", sent);
      StretchTask task = new StretchTask(setup.shipment(), state, progress, rounds, meeting.name());
      List<StretchTask.Round> done =
          setup
              .jobs()
              .runTogether(setup.description(progress, name), setup.replicas(), task, meeting)
              .map(results -> results.get(0))
              .orElse(List.of());
      return done.size() < rounds.size()
          ? Optional.empty()
          : Blocks.fetch(task.end()).map(end -> outcome(before, rounds, done, end.bytes(), start));
    } finally {
      SparkJobs.destroy(stretch);
    }
  }

  private Outcome outcome(
      NetworkState before,
      List<Steps> steps,
      List<StretchTask.Round> done,
      byte[] end,
      long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    double inRounds = done.stream().mapToDouble(StretchTask.Round::seconds).sum();
    double ends = (seconds - inRounds) / done.size();
    Progress progress = before.progress();
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < done.size(); i++) {
      Replicas replicas = done.get(i).replicas();
      progress = progress.afterRound(replicas.work().iterations());
      rounds.add(
          Round.of(
              setup.jobs(),
              progress,
              steps.get(i),
              replicas,
              done.get(i).seconds() + ends,
              bytes(steps.get(i).averages(), (double) end.length / done.size())));
    }
    return new Outcome(setup.lastAverage().unpack(end, before, progress), Velocity.NONE, rounds);
  }

  /**
   * Slices and their averages go to the other replicas and come from them.
   *
   * @param end this round's part of the state, which all receive before the first round and one
   *     sends after the last
   */
  private RoundFacts.Bytes bytes(Averages averages, double end) {
    int replicas = setup.replicas();
    double others = 4.0 * setup.packing().bytes(averages) * (replicas - 1) / replicas;
    return new RoundFacts.Bytes(
        "all-reduce", Math.round(others + end), Math.round((replicas + 1) * end));
  }
}
