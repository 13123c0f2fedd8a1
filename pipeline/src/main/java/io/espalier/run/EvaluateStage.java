package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.model.NetworkState;
import io.espalier.plan.Plan;
import io.espalier.run.Evaluator.Evaluation;
import io.espalier.run.Evaluator.Reference;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * How good a network is on a split and, where it is not the dense one, how faithful to that.
 *
 * @param dense that it is compared with; the network itself where no dense one was trained
 * @param place what the network is called: {@code dense}, {@code level 1/4}, {@code final}
 */
record EvaluateStage(
    Setting setting, String place, Stage<Trained> network, Stage<Trained> dense, Split split)
    implements Stage<Evaluation> {
  private static final String EVALUATION = "evaluation.json";

  /** Of the file; part of the stage's identity. */
  private static final int FORMAT = 2;

  /** What all scores, evaluations and measurements of a run have in common. */
  record Setting(Plan plan, Evaluator evaluator, Capacity capacity, Dataset dataset) {
    /** The network, refused if there is no room for it. */
    NetworkState admitted(Trained trained) {
      capacity.check(trained.network().network().layout(), readBy(trained).info());
      return trained.network();
    }

    /** The dataset with the features that a network reads. */
    Dataset readBy(Trained trained) {
      return trained.survivors().read(dataset);
    }
  }

  @Override
  public String kind() {
    return "evaluate";
  }

  @Override
  public String label() {
    return "%s · evaluate %s".formatted(place, split.folder());
  }

  @Override
  public List<Object> identity() {
    return List.of(split, setting.plan().evaluate().batchSize(), FORMAT);
  }

  @Override
  public List<Stage<?>> needs() {
    return Stream.of(network, dense).distinct().<Stage<?>>map(stage -> stage).toList();
  }

  @Override
  public List<Stage<?>> uses() {
    return isOfDense() || !outputs().isKept() ? List.of() : List.of(outputs());
  }

  private DenseOutputsStage outputs() {
    return new DenseOutputsStage(setting, dense, split);
  }

  private boolean isOfDense() {
    return network.equals(dense);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    String title = setting.plan().run().name() + " · " + label();
    Reference reference = isOfDense() ? new Reference.None() : reference(inputs);
    Evaluation evaluation =
        setting
            .evaluator()
            .evaluate(
                title,
                setting.admitted(inputs.of(network)),
                reference,
                setting.readBy(inputs.of(network)),
                split);
    into.write(EVALUATION, Json.write(evaluation));
  }

  /** What the dense network says: kept, or where that would be too much, to be said anew. */
  private Reference reference(Inputs inputs) {
    return uses().isEmpty()
        ? new Reference.Network(inputs.of(dense).network(), setting.readBy(inputs.of(dense)))
        : new Reference.Kept(inputs.of(outputs()).uri());
  }

  @Override
  public Evaluation read(Files files) {
    return Json.read(files.read(EVALUATION), Evaluation.class, EVALUATION);
  }
}
