package io.espalier.cluster.rounds;

import io.espalier.cluster.reduce.AllReduce;
import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.reduce.ReplicaResult;
import io.espalier.cluster.reduce.Replicas;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.cluster.spark.SparkBlocks;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.model.TrainingProgress;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * One replica's part of joined rounds, which are several in one job: load the state that was sent,
 * then round after round take the local steps and go on from what all replicas' numbers are
 * together. It returns the rounds that were done: all, unless a replica was lost.
 *
 * @param shipment structure, mask and data
 * @param state survivors of the state before it
 * @param progress at its start
 * @param rounds steps of each
 * @param rendezvous name of the place where replicas meet
 */
record JoinedRoundsTask(
    Broadcast<TrainingShipment> shipment,
    SparkBlocks.Address state,
    TrainingProgress progress,
    List<ReplicaSteps> rounds,
    String rendezvous)
    implements Function<Integer, List<JoinedRoundsTask.Round>> {

  /**
   * @param replicas what all of them did
   * @param seconds from the end of the round before to the end of this one
   */
  record Round(Replicas replicas, double seconds) implements Serializable {}

  /** Where replica 0 leaves the state after the last round. */
  SparkBlocks.Address end() {
    return new SparkBlocks.Address(state.broadcast(), "end", state.length());
  }

  @Override
  public List<Round> call(Integer replica) {
    return TrainingShipment.use(shipment, network -> train(network, replica));
  }

  private List<Round> train(TrainingNetwork network, int replica) {
    SurvivorIndex survivors = shipment.value().survivors(network);
    PackedFloats packed = shipment.value().share(state);
    network.load(survivors.parameters(packed), survivors.optimiser(packed), progress);
    List<Round> done = new ArrayList<>();
    Optional<AllReduce> all = AllReduce.join(state.broadcast(), replica, rendezvous);
    if (all.isEmpty()) {
      return done;
    }
    TrainingProgress now = progress;
    for (ReplicaSteps steps : rounds) {
      long start = System.nanoTime();
      ReplicaResult mine = steps.take(shipment.value(), network, replica, now);
      Optional<AllReduce.Reduced> reduced = all.get().reduce(mine, steps.averages());
      if (reduced.isEmpty()) {
        return done;
      }
      Replicas replicas = reduced.get().replicas();
      now = now.afterRound(replicas.work().iterations());
      if (steps.averages() == Averages.STATES) {
        network.load(
            survivors.parameters(reduced.get().packed()),
            survivors.optimiser(reduced.get().packed()),
            now);
      } else {
        network.apply(
            survivors.parameters(reduced.get().packed()),
            Math.toIntExact(replicas.work().examples()));
      }
      done.add(new Round(replicas, (System.nanoTime() - start) / 1e9));
    }
    if (replica == 0) {
      SparkBlocks.put(
          end().broadcast(),
          end().name(),
          survivors.pack(network.parameters(), network.optimiser()));
    }
    return done;
  }
}
