package io.espalier.cluster.rounds;

import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.reduce.ReplicaResult;
import io.espalier.cluster.reduce.ReplicaResult.Facts;
import io.espalier.cluster.reduce.ReplicaResult.Work;
import io.espalier.data.Batch;
import io.espalier.data.StableHash;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.model.TrainingProgress;
import java.io.Serializable;

/**
 * The steps that a replica takes in one round.
 *
 * @param first step of the epoch
 * @param count steps of this round
 * @param averages what replicas return
 * @param seed of the training
 */
record ReplicaSteps(int first, int count, Averages averages, long seed) implements Serializable {
  /** Takes them on a network that was loaded; with gradients, that does not change. */
  public ReplicaResult take(
      TrainingShipment shipment, TrainingNetwork network, int replica, TrainingProgress progress) {
    boolean states = averages == Averages.STATES;
    SurvivorIndex survivors = shipment.survivors(network);
    float[] gradient = new float[states ? 0 : network.layout().length()];
    double lossSum = 0;
    Work work = Work.NONE;
    long start = System.nanoTime();
    ReplicaData.Epoch epoch = shipment.epoch(replica, progress.epoch());
    for (int step = first; step < Math.min(first + count, epoch.steps()); step++) {
      Batch batch = epoch.batch(step);
      long stepSeed = StableHash.of(seed, "step", progress.epoch(), step, replica);
      lossSum +=
          states
              ? network.step(batch, stepSeed) * network.examples(batch)
              : network.gradient(batch, stepSeed, gradient);
      work = work.plus(network.examples(batch), batch.validSteps());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ReplicaResult(
        states
            ? survivors.pack(network.parameters(), network.optimiser())
            : survivors.pack(gradient),
        new Facts(replica, lossSum, work, seconds));
  }
}
