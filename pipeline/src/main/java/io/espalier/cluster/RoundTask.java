package io.espalier.cluster;

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
 * @param shipment structure and mask
 * @param state survivors of the averaged state
 * @param data where the replicas' batches come from
 * @param progress at the start of the round
 * @param steps which batches of the epoch
 */
record RoundTask(
    Broadcast<NetworkShipment> shipment,
    Broadcast<float[]> state,
    Broadcast<ReplicaData> data,
    Progress progress,
    Steps steps)
    implements Function<Integer, ReplicaResult> {

  /**
   * @param first step of the epoch
   * @param count steps of this round
   * @param averaging what replicas return
   * @param seed of the training
   */
  record Steps(int first, int count, Averages averaging, long seed)
      implements java.io.Serializable {}

  /** What is averaged over replicas. */
  enum Averages {
    /** Parameters and optimiser state after several local steps. */
    STATES,
    /** Gradients of one step, which is what one machine does with one large batch. */
    GRADIENTS
  }

  @Override
  public ReplicaResult call(Integer replica) {
    return LiveNetworks.use(shipment.value(), network -> work(network, replica));
  }

  private ReplicaResult work(LiveNetwork network, int replica) {
    int[] owners = network.optimiserOwners();
    Packing packing = new Packing(shipment.value().mask(), owners);
    int parameters = shipment.value().mask().length();
    float[] packed = state.value();
    boolean states = steps.averaging() == Averages.STATES;
    network.load(
        packing.parameters(packed, parameters),
        states ? packing.optimiser(packed, owners.length) : new float[owners.length],
        progress);
    float[] gradient = new float[parameters];
    double lossSum = 0;
    Work work = Work.NONE;
    ReplicaData.Epoch epoch = data.value().epoch(replica, progress.epoch());
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
    float[] result =
        states ? packing.pack(network.parameters(), network.optimiser()) : packing.pack(gradient);
    return new ReplicaResult(result, lossSum, work);
  }
}
