package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.data.StableHash;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.network.Compatibility;
import io.espalier.network.NetworkBuilder;
import io.espalier.plan.Plan;
import io.espalier.store.DamagedException;
import io.espalier.store.DatasetFile;
import io.espalier.store.Digests;
import java.util.Optional;

/** What an experiment starts from: the prepared dataset, and the network before training. */
final class DataStep {
  private final Plan plan;
  private final Stages stages;
  private final Preparer preparer;
  private final Optional<Start> given;

  /**
   * @param given the network read from the plan's file, if the plan names one
   */
  DataStep(Plan plan, Stages stages, Preparer preparer, Optional<Start> given) {
    this.plan = plan;
    this.stages = stages;
    this.preparer = preparer;
    this.given = given;
  }

  /** The dataset, prepared at most once from the same files. */
  Dataset prepare() {
    return stages.get(
        "prepare", key(), folder -> preparer.prepare(folder.uri(), this::start), DataStep::read);
  }

  /** The dataset if it is prepared already; none either where there is nothing to prepare. */
  Optional<Dataset> prepared() {
    try {
      return stages.finished(key(), DataStep::read);
    } catch (InputException | DamagedException e) {
      return Optional.empty();
    }
  }

  private StageKey key() {
    return StageKey.of("prepare", plan.data(), plan.run().seed(), preparer.sourceFingerprint());
  }

  private static Dataset read(Stages.Files files) {
    return new Dataset(
        files.folder().uri(),
        DatasetFile.parse(files.read(DatasetFile.NAME), files.folder().uri()));
  }

  /**
   * The network before training.
   *
   * @throws io.espalier.model.InputException if network and data do not fit, or the network cannot
   *     be pruned as planned
   */
  Start start(DatasetInfo dataset) {
    Start start = given.orElseGet(() -> build(dataset));
    Compatibility.check(start.network().structure(), dataset);
    PruningSteps.check(plan, start);
    return start;
  }

  private Start build(DatasetInfo dataset) {
    long seed = StableHash.of(plan.run().seed(), "initial weights");
    NetworkState network = NetworkBuilder.build(plan.network(), dataset, seed);
    Mask mask = Mask.all(network.parameters().length);
    return new Start(
        network, mask, Digests.sha256(StageKey.of("start", plan.network(), seed).text()));
  }
}
