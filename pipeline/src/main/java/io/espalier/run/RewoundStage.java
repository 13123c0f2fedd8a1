package io.espalier.run;

import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.prune.Compaction;
import io.espalier.store.Folder;
import java.util.List;

/**
 * A pruned network, under its mask, with the weights of another of the dense network's shape.
 *
 * @param source whose weights
 */
record RewoundStage(Stage<Trained> pruned, Stage<Trained> source, Step step)
    implements Stage<Trained> {
  @Override
  public String kind() {
    return "rewind";
  }

  @Override
  public String label() {
    return step.label("rewind");
  }

  @Override
  public List<Object> identity() {
    return List.of();
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(pruned, source);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Trained network = inputs.of(pruned);
    Survivors survivors = network.survivors();
    NetworkState dense = inputs.of(source).network();
    Compaction features = Compaction.withoutFeatures(dense.network(), survivors.removedFeatures());
    Network narrower = features.network();
    Compaction units = Compaction.without(narrower, survivors.removed(dense.network().layout()));
    float[] weights = units.compact(features.compact(dense.parameters()));
    Mask mask = network.mask();
    NetworkState rewound = NetworkState.of(network.network().network(), mask.applyTo(weights));
    TrainedFiles.write(Trained.untrained(rewound, mask, survivors), into);
  }

  @Override
  public Trained read(Files files) {
    return TrainedFiles.read(files);
  }
}
