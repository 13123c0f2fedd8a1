package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.StableHash;
import io.espalier.importance.Criteria;
import io.espalier.importance.Criterion;
import io.espalier.importance.Scores;
import io.espalier.plan.Plan;
import io.espalier.store.Folder;
import io.espalier.store.StateCodec;
import java.util.ArrayList;
import java.util.List;

/** Importance of every parameter of a network. */
record ScoreStage(Plan plan, Scorer scorer, Dataset dataset, Stage<Trained> network, Step step)
    implements Stage<Scores> {
  private static final String SCORES = "scores.bin";

  @Override
  public String kind() {
    return "score";
  }

  @Override
  public String label() {
    return step.label("score");
  }

  private static long seed(Plan plan) {
    return StableHash.of(plan.run().seed(), "criterion");
  }

  /** The plan's criterion. */
  static Criterion criterion(Plan plan) {
    return Criteria.named(plan.prune().criterion(), seed(plan));
  }

  @Override
  public List<Object> identity() {
    return identity(plan);
  }

  /** What can change the importance of one network's parameters. */
  static List<Object> identity(Plan plan) {
    List<Object> identity = new ArrayList<>(List.of(plan.prune().criterion(), seed(plan)));
    if (!criterion(plan).needs().isEmpty()) {
      identity.add(plan.evaluate().calibration());
      identity.add(plan.evaluate().batchSize());
      identity.add(plan.train().rounds().replicas());
    }
    return identity;
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(network);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Trained trained = inputs.of(network);
    Scores scores =
        scorer.scores(
            plan.run().name() + " · " + label(),
            trained.network(),
            trained.mask(),
            criterion(plan),
            dataset);
    into.write(SCORES, StateCodec.write(scores.values()));
  }

  @Override
  public Scores read(Files files) {
    return Scores.of(StateCodec.readFloats(files.read(SCORES)));
  }
}
