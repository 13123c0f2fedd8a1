package io.espalier.run;

import io.espalier.data.StableHash;
import io.espalier.importance.Criteria;
import io.espalier.importance.Criterion;
import io.espalier.importance.Evidence;
import io.espalier.importance.Probe;
import io.espalier.importance.RankCorrelation;
import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.PrunePlan;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import io.espalier.store.StateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/** Importance of every parameter of a network. */
record ScoreStage(
    EvaluateStage.Setting setting,
    Scorer scorer,
    Stage<Trained> network,
    String label,
    Pruning pruning)
    implements Stage<Ranking> {
  private static final String SCORES = "scores.bin";
  private static final String AGREEMENT = "agreement.json";
  private static final int COMPARED = 1 << 16;

  @Override
  public String kind() {
    return "score";
  }

  /** The criterion of a pruning of a plan. */
  static Criterion criterion(Plan plan, PrunePlan pass) {
    return Criteria.named(pass.criterion(), StableHash.of(plan.run().seed(), "criterion"));
  }

  @Override
  public List<Object> identity() {
    return identity(setting.plan(), pruning.plan());
  }

  /** What can change the importance of one network's parameters. */
  static List<Object> identity(Plan plan, PrunePlan pass) {
    List<Object> identity =
        new ArrayList<>(List.of(pass.criterion(), StableHash.of(plan.run().seed(), "criterion")));
    Set<Probe> needs = criterion(plan, pass).needs();
    if (needs.stream().anyMatch(Probe::looks)) {
      needs.stream().sorted().map(Probe::name).forEach(identity::add);
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
    NetworkState state = setting.admitted(trained);
    ParameterLayout layout = state.network().layout();
    Criterion criterion = criterion(setting.plan(), pruning.plan());
    String title = setting.plan().run().name() + " · " + label();
    Evidence evidence =
        scorer.evidence(
            new Scorer.Subject(title, state, trained.mask(), trained.movement()),
            criterion,
            setting.readBy(trained));
    Scores scores = criterion.score(layout, state.parameters(), evidence);
    into.write(SCORES, StateCodec.write(scores.values()));
    List<float[]> halves =
        evidence.halves().stream()
            .map(half -> criterion.score(layout, state.parameters(), half))
            .map(half -> compared(half, trained.mask()))
            .toList();
    if (halves.size() == 2) {
      double agreement = RankCorrelation.of(halves.get(0), halves.get(1));
      into.write(AGREEMENT, Json.write(Double.isFinite(agreement) ? agreement : 0));
    }
  }

  /** Scores of living parameters, spread evenly where there are many. */
  private static float[] compared(Scores scores, Mask alive) {
    int[] living = IntStream.range(0, alive.length()).filter(alive::keeps).toArray();
    int count = Math.min(COMPARED, living.length);
    float[] compared = new float[count];
    for (int i = 0; i < count; i++) {
      compared[i] = scores.values()[living[(int) ((long) i * living.length / count)]];
    }
    return compared;
  }

  @Override
  public Ranking read(Files files) {
    Scores scores = Scores.of(StateCodec.readFloats(files.read(SCORES)));
    return new Ranking(
        scores,
        files.folder().has(AGREEMENT)
            ? OptionalDouble.of(Json.read(files.read(AGREEMENT), Double.class, AGREEMENT))
            : OptionalDouble.empty());
  }
}
