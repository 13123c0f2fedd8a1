package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.StableHash;
import io.espalier.importance.Criteria;
import io.espalier.importance.Criterion;
import io.espalier.importance.Evidence;
import io.espalier.importance.Scores;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.store.Folder;
import io.espalier.store.StateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Importance of every parameter of a network. */
record ScoreStage(
    Plan plan, Scorer scorer, Dataset dataset, Stage<Trained> network, Step step, Pruning pruning)
    implements Stage<Scores> {
  private static final String SCORES = "scores.bin";

  @Override
  public String kind() {
    return "score";
  }

  @Override
  public String label() {
    return step.label(pruning.prefix() + "score");
  }

  private long seed() {
    return StableHash.of(plan.run().seed(), "criterion");
  }

  private Criterion criterion() {
    return Criteria.named(pruning.plan().criterion(), seed());
  }

  @Override
  public List<Object> identity() {
    List<Object> identity = new ArrayList<>(List.of(pruning.plan().criterion(), seed()));
    if (!criterion().needs().isEmpty()) {
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
    NetworkState state = trained.network();
    ParameterLayout layout = state.network().layout();
    Criterion criterion = criterion();
    Evidence evidence =
        criterion.needs().isEmpty()
            ? Evidence.empty(Set.of(), 0, 0)
            : scorer.gather(
                plan.run().name() + " · " + label(),
                state,
                trained.mask(),
                criterion.needs(),
                dataset);
    Scores scores = criterion.score(layout, state.parameters(), evidence);
    into.write(SCORES, StateCodec.write(scores.values()));
  }

  @Override
  public Scores read(Files files) {
    return Scores.of(StateCodec.readFloats(files.read(SCORES)));
  }
}
