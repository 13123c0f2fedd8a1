package io.espalier.cluster.rounds;

import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.reduce.ReplicaResult;
import io.espalier.cluster.reduce.ReplicaTask;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.cluster.spark.SparkBlocks;
import io.espalier.engine.training.TrainingNetwork;
import io.espalier.model.TrainingProgress;
import org.apache.spark.broadcast.Broadcast;

/**
 * One replica's part of one round that is a job of its own, on an executor: load the state that was
 * sent, take the round's local steps on the replica's own batches, send the survivors back.
 *
 * @param shipment structure, mask and data
 * @param state survivors of the averaged state, under the round's broadcast
 * @param progress at the start of the round
 * @param steps which batches of the epoch
 */
record RoundTask(
    Broadcast<TrainingShipment> shipment,
    SparkBlocks.Address state,
    TrainingProgress progress,
    ReplicaSteps steps)
    implements ReplicaTask {
  @Override
  public Averages averages() {
    return steps.averages();
  }

  @Override
  public long broadcast() {
    return state.broadcast();
  }

  @Override
  public ReplicaResult call(Integer replica) {
    return TrainingShipment.use(
        shipment,
        network -> {
          load(network);
          return steps.take(shipment.value(), network, replica, progress);
        });
  }

  private void load(TrainingNetwork network) {
    SurvivorIndex survivors = shipment.value().survivors(network);
    PackedFloats packed = shipment.value().share(state);
    network.load(
        survivors.parameters(packed),
        steps.averages() == Averages.STATES
            ? survivors.optimiser(packed)
            : survivors.freshOptimiser(),
        progress);
  }
}
