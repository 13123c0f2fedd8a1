package io.espalier.cluster;

import io.espalier.cluster.ReplicaResult.Facts;
import io.espalier.cluster.ReplicaResult.Work;
import io.espalier.data.Batch;
import io.espalier.data.StableHash;
import io.espalier.model.Progress;
import io.espalier.network.LiveNetwork;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * One replica's part of one round, on an executor: load the state that was sent, take the round's
 * local steps on the replica's own batches, send the survivors back.
 *
 * @param shipment structure, mask and data
 * @param state survivors of the averaged state, under the round's broadcast
 * @param progress at the start of the round
 * @param steps which batches of the epoch
 */
record RoundTask(
    Broadcast<TrainingShipment> shipment, Blocks.Address state, Progress progress, Steps steps)
    implements Function<Integer, ReplicaResult> {

  /**
   * @param first step of the epoch
   * @param count steps of this round
   * @param averages what replicas return
   * @param seed of the training
   */
  record Steps(int first, int count, Averages averages, long seed)
      implements java.io.Serializable {}

  @Override
  public ReplicaResult call(Integer replica) {
    return LiveNetworks.use(shipment.value().network(), network -> work(network, replica));
  }

  private ReplicaResult work(LiveNetwork network, int replica) {
    Packing packing = shipment.value().packing(network);
    boolean states = steps.averages() == Averages.STATES;
    PackedFloats packed = Blocks.share(state);
    float[] parameters = packing.parameters(packed);
    network.load(
        parameters, states ? packing.optimiser(packed) : packing.freshOptimiser(), progress);
    float[] gradient = states ? new float[0] : new float[parameters.length];
    double lossSum = 0;
    Work work = Work.NONE;
    long start = System.nanoTime();
    ReplicaData.Epoch epoch = shipment.value().epoch(replica, progress.epoch());
    int last = Math.min(steps.first() + steps.count(), epoch.steps());
    for (int step = steps.first(); step < last; step++) {
      Batch batch = epoch.batch(step);
      long seed = StableHash.of(steps.seed(), "step", progress.epoch(), step, replica);
      lossSum +=
          states
              ? network.step(batch, seed) * network.examples(batch)
              : network.gradient(batch, seed, gradient);
      work = work.plus(network.examples(batch), batch.validSteps());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ReplicaResult(
        states ? packing.pack(network.parameters(), network.optimiser()) : packing.pack(gradient),
        new Facts(replica, lossSum, work, seconds));
  }
}
