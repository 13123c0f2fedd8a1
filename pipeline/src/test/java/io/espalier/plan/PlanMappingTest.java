package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import io.espalier.data.Anchor;
import io.espalier.data.SourceFormat.Content;
import io.espalier.data.Tasks;
import io.espalier.data.encode.Encoding;
import io.espalier.data.join.Grouping;
import io.espalier.data.join.IdScope;
import io.espalier.data.join.OrderType;
import io.espalier.data.join.StepOrder;
import io.espalier.data.raw.Dialect;
import io.espalier.data.raw.LongText;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.data.raw.TokenUnit;
import io.espalier.model.LayerSpec;
import io.espalier.model.Pooling;
import io.espalier.objective.Goal;
import io.espalier.plan.PrunePlan.BudgetPlan;
import io.espalier.plan.PrunePlan.Gate;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.GroupPlan;
import io.espalier.plan.PrunePlan.PassesPlan;
import io.espalier.plan.PrunePlan.SchedulePlan;
import io.espalier.prune.Growth;
import io.espalier.prune.Ramp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlanMappingTest {
  /** Every key that long data heeds, none at its default. */
  private static final String FULL =
      """
run { name = full, seed = 11, store = "hdfs:///espalier" }
data {
  task = forecast
  source {
    format = long, train = [a.csv, b.csv], validation = v.csv, test = ["t*.csv"]
    delimiter = ";", id = series, id-scope = file
    order = time, order-type = date, order-pattern = "d.M.yyyy H:mm", features = [x, y], label = class
    target = [y], quote = "'", escape = "\\\\", comment = "#", decimal = ","
    encoding = ISO-8859-1, missing-markers = [none], content = numbers
  }
  tokens = characters, vocabulary = 99, minimum-count = 2
  maximum-steps = 70, maximum-characters = 5000000000
  window = 24, stride = 3, horizon = 12, difference = true
  validation = 0.2, test = 0.1, normalise = none, missing = forward-fill
  bad-rows = skip, shards = 8
}
network {
  layers = [
    { type = lstm, units = 5, bidirectional = true, forget-bias = 2 }
    { type = graves-lstm, units = 6, forget-bias = 0.5 }
    { type = simple-rnn, units = 7, bidirectional = true }
    { type = dropout, rate = 0.3 }
    { type = dense, units = 9 }
  ]
  pooling = mean
}
train {
  objective = distil, teacher = t.zip, distil { temperature = 4, alpha = 0.2 }
  epochs = 3, batch-size = 4, replicas = 5, local-steps = auto, efficiency = 0.8
  synchronous = 0.25, outer { learning-rate = 0.7, momentum = 0.5 }
  updater { type = momentum, learning-rate = 0.1, momentum = 0.8, weight-decay = 0.2 }
  learning-rate-schedule { type = cosine, factor = 0.5 }
  clip = 1.5, l2 = 0.001, early-stopping.patience = 2, checkpoint { every-rounds = 10, every = 90s, keep = 4 }
}
prune {
  criterion = taylor, normalise = layer, granularity = unit, scope = per-layer
  layers { lstm-0 = 0.5, graves-lstm-1 = 0.25 }, exclude = [dense-4]
  schedule { type = iterative, levels = 3, sparsity = 0.6 }
  block { rows = 2, columns = 4 }, n-of-m { n = 1, m = 3 }, gates = [forget, output], keep-at-least = 0.2
  passes = [{ exclude = [] }, { granularity = weight, criterion = snip, scope = erk, schedule.levels = 2 }]
  pass-order = interleaved
}
recover {
  epochs = 2, learning-rate = 0.01, early-stopping.patience = 1, sparse-above = 0.9
  objective { distil = 0.5, match = 2 }, teacher = r.zip
  distil { temperature = 3, alpha = 0.9 }
  from = epoch, rewind-epoch = 2
}
evaluate { calibration = 100, batch-size = 16, keep-outputs = 2MB
  require { quality-loss = 0.02, metrics { rmse = 3 }, parameters = 4000, multiply-adds = 5000 }
  robustness { noise = [0.1, 0.3], dropped-steps = 0.2, missing-features = [1], shortened = [0.5], fgsm = [0.05] }
}
export { formats = [compact, dl4j], to = "hdfs:///models/full" }
""";

  private static final Set<Gate> GATES = Set.of(Gate.FORGET, Gate.OUTPUT);
  private static final Map<String, Double> SPARSITIES =
      Map.of("lstm-0", 0.5, "graves-lstm-1", 0.25);

  /** The keys that exclude some of those. */
  private static final String MOVING =
      """
prune {
  when = training, during { ramp = two-slope, every = 5, start-epoch = 1, end-epoch = 3 }
  grow = selfish, grow-fraction = 0.2
}
""";

  /** What excludes the schedule of {@link #FULL}, and one another. */
  private static final String UNTIL =
      """
prune.until {
  quality-loss = 0.02, parameters = 1000, multiply-adds = 900, bytes = 2kB, latency = 2ms, probes = 5
}
""";

  private final Plan plan = PlanReader.read(FULL, "full.conf", List.of());

  @Test
  void readsRunAndDataIntoTheirComponents() {
    assertThat(plan.run()).isEqualTo(new RunPlan("full", 11, "hdfs:///espalier"));
    assertThat(plan.data())
        .isEqualTo(
            new DataPlan(
                Tasks.FORECAST,
                new SourcePlan(
                    new LongText(),
                    List.of("a.csv", "b.csv"),
                    List.of("v.csv"),
                    List.of("t*.csv"),
                    new Columns(
                        new Dialect(
                            ";",
                            "'",
                            "\\",
                            "#",
                            "ISO-8859-1",
                            new Dialect.Notation(",", List.of("none"), Content.NUMBERS)),
                        new Grouping(
                            "series",
                            IdScope.FILE,
                            "time",
                            new StepOrder(OrderType.DATE, "d.M.yyyy H:mm")),
                        List.of("x", "y"),
                        "class",
                        List.of("y")),
                    new SourcePlan.Generator(1200, 60)),
                new DataPlan.TokenPlan(TokenUnit.CHARACTERS, 99, 2, 5_000_000_000L),
                new DataPlan.WindowPlan(24, 3, 12, 70, Anchor.LAST_STEP),
                new DataPlan.CleaningPlan(
                    Encoding.Scale.NONE, Gaps.FORWARD_FILL, DataPlan.CleaningPlan.BadRows.SKIP),
                new DataPlan.SplitPlan(0.2, 0.1, 8)));
  }

  @Test
  void readsNetworkAndTrainingIntoTheirComponents() {
    assertThat(plan.network().layers())
        .containsExactly(
            new LayerSpec.Recurrent(LayerSpec.Cell.LSTM, 5, true, 2),
            new LayerSpec.Recurrent(LayerSpec.Cell.GRAVES_LSTM, 6, false, 0.5),
            new LayerSpec.Recurrent(LayerSpec.Cell.SIMPLE_RNN, 7, true, 0),
            new LayerSpec.Dropout(0.3),
            new LayerSpec.Dense(9));
    assertThat(plan.network().pooling()).isEqualTo(Pooling.MEAN);
    assertThat(plan.train())
        .isEqualTo(
            new TrainPlan(
                new TrainPlan.Length(3, 2),
                new TrainPlan.Rounds(
                    5, 4, new TrainPlan.LocalSteps.Auto(0.8), 0.25, new TrainPlan.Outer(0.7, 0.5)),
                new TrainPlan.Updater(
                    TrainPlan.Updater.Type.MOMENTUM,
                    0.1,
                    0.8,
                    0.2,
                    TrainPlan.Updater.RateSchedule.COSINE,
                    0.5),
                new TrainPlan.Regularisation(1.5, 0.001),
                new TrainPlan.Checkpoint(10, Duration.ofSeconds(90), 4),
                new ObjectivePlan(
                    Map.of("distil", 1.0),
                    new Goal.Distil(4, 0.2),
                    new Goal.Kl(Goal.Kl.Direction.FORWARD),
                    new Goal.Contrastive(0.1),
                    new Goal.Adversarial(0.1, 1),
                    new TeacherPlan.File("t.zip"))));
  }

  @Test
  void readsPruningAndWhatFollowsIntoTheirComponents() {
    assertThat(plan.prune())
        .isEqualTo(
            new PrunePlan(
                new PrunePlan.Measure("taylor", PrunePlan.NormaliseType.LAYER),
                groups(GranularityType.UNIT, 2, 4, 1, 3, GATES, List.of("dense-4")),
                new BudgetPlan(PrunePlan.Scope.PER_LAYER, SPARSITIES, 0.2),
                new SchedulePlan("iterative", 3, 0.6),
                new PassesPlan(
                    PrunePlan.PassOrder.INTERLEAVED,
                    List.of(
                        new PrunePlan(
                            new PrunePlan.Measure("taylor", PrunePlan.NormaliseType.LAYER),
                            groups(GranularityType.UNIT, 1, 8, 2, 4, Set.of(), List.of()),
                            new BudgetPlan(PrunePlan.Scope.PER_LAYER, SPARSITIES, 0.2),
                            new SchedulePlan("iterative", 3, 0.6),
                            PassesPlan.NONE,
                            PrunePlan.Moving.LEVELS),
                        new PrunePlan(
                            new PrunePlan.Measure("snip", PrunePlan.NormaliseType.LAYER),
                            groups(GranularityType.WEIGHT, 1, 8, 2, 4, GATES, List.of("dense-4")),
                            new BudgetPlan(PrunePlan.Scope.ERK, Map.of(), 0.2),
                            new SchedulePlan("iterative", 2, 0.6),
                            PassesPlan.NONE,
                            PrunePlan.Moving.LEVELS))),
                PlanDefaultsTest.MOVING));
    assertThat(plan.recover())
        .isEqualTo(
            new RecoverPlan(
                2,
                1,
                0.01,
                0.9,
                new ObjectivePlan(
                    Map.of("distil", 0.5, "match", 2.0),
                    new Goal.Distil(3, 0.9),
                    new Goal.Kl(Goal.Kl.Direction.FORWARD),
                    new Goal.Contrastive(0.1),
                    new Goal.Adversarial(0.1, 1),
                    new TeacherPlan.File("r.zip")),
                new RewindPlan(RewindPlan.From.EPOCH, 2)));
    assertThat(plan.evaluate())
        .isEqualTo(
            new EvaluatePlan(
                100,
                16,
                2_000_000,
                new RequirePlan(Optional.of(0.02), Map.of("rmse", 3.0), 4000, 5000),
                new RobustnessPlan(
                    List.of(0.1, 0.3), List.of(0.2), List.of(1.0), List.of(0.5), List.of(0.05))));
    assertThat(plan.export())
        .isEqualTo(
            new ExportPlan(
                Set.of(ExportPlan.Format.DL4J, ExportPlan.Format.COMPACT), "hdfs:///models/full"));
  }

  private static GroupPlan groups(
      GranularityType granularity,
      int rows,
      int columns,
      int n,
      int m,
      Set<Gate> gates,
      List<String> exclude) {
    return new GroupPlan(
        granularity,
        new PrunePlan.BlockPlan(rows, columns),
        new PrunePlan.NOfMPlan(n, m),
        gates,
        exclude);
  }

  @Test
  void readsWhenTheMaskMoves() {
    Plan moving =
        PlanReader.read(
            MOVING + "run.name = x, data.source.format = control-charts",
            "x.conf",
            List.of("network.from=a.zip", "train.epochs=0"));

    assertThat(moving.prune().moving())
        .isEqualTo(
            new PrunePlan.Moving(
                PrunePlan.When.TRAINING,
                new PrunePlan.During(Ramp.TWO_SLOPE, 5, 1, 3),
                Growth.SELFISH,
                0.2));
    assertThat(PlanReader.read(PlanHocon.of(moving), "again", List.of())).isEqualTo(moving);
  }

  @Test
  void readsNetworkFromAFile() {
    Plan given =
        PlanReader.read(
            "run.name = x, data.source.format = control-charts",
            "x.conf",
            List.of("network.from=hdfs://models/a.zip", "train.epochs=0"));

    assertThat(given.network().from()).isEqualTo("hdfs://models/a.zip");
    assertThat(given.network().isGiven()).isTrue();
    assertThat(given.train().epochs()).isZero();
  }

  @Test
  void readsTheTextColumnOfLabelledText() {
    Plan text =
        PlanReader.read(
            "run.name = x, network.layers = [{ type = lstm, units = 8 }], data.source"
                + " { format = labelled-text, train = a.csv, text = utterance }",
            "x.conf",
            List.of());

    assertThat(text.data().source().columns().input()).containsExactly("utterance");
    assertThat(PlanReader.read(PlanHocon.of(text), "again", List.of())).isEqualTo(text);
  }

  @Test
  void knowsEveryKeyOfTheReferenceAndNoOther() {
    ConfigObject reference = PlanReader.reference();
    ConfigObject full = ConfigFactory.parseString(FULL).root();
    ConfigObject written = ConfigFactory.parseString(PlanHocon.of(plan)).root();
    Set<String> known = new TreeSet<>(KnownKeys.paths("", reference));
    Set<String> users =
        Set.of(
            "prune.layers.lstm-0",
            "prune.layers.graves-lstm-1",
            "recover.objective.distil",
            "recover.objective.match",
            "evaluate.require.metrics.rmse");

    Set<String> given = new TreeSet<>(KnownKeys.paths("", full));
    given.removeAll(users);
    given.add("network.from");
    given.addAll(KnownKeys.paths("", ConfigFactory.parseString(MOVING).root()));
    given.addAll(KnownKeys.paths("", ConfigFactory.parseString(UNTIL).root()));
    given.addAll(Set.of("data.source.text", "data.source.count", "data.source.length"));
    for (String part : List.of("train", "recover")) {
      given.addAll(Set.of(part + ".kl", part + ".kl.direction"));
      given.add(part + ".adversarial");
      given.addAll(Set.of(part + ".contrastive", part + ".contrastive.temperature"));
      given.addAll(Set.of(part + ".adversarial.epsilon", part + ".adversarial.steps"));
    }
    Set<String> back = new TreeSet<>(KnownKeys.paths("", written));
    back.removeAll(users);

    assertThat(given).isEqualTo(known);
    assertThat(back).isEqualTo(known);
  }

  @Test
  void givesEveryKeyAnotherValueThanItsDefault() {
    ConfigObject reference = PlanReader.reference();
    ConfigObject full = ConfigFactory.parseString(FULL + MOVING + UNTIL).root();

    for (String key : KnownKeys.paths("", reference)) {
      if (!key.equals("network.from") && full.toConfig().hasPath(key)) {
        assertThat(full.toConfig().getValue(key).unwrapped())
            .as(key)
            .isNotEqualTo(reference.toConfig().getValue(key).unwrapped());
      }
    }
  }

  @Test
  void readsBackWhatIsWritten() {
    assertThat(PlanReader.read(PlanHocon.of(plan), "again", List.of())).isEqualTo(plan);
  }

  @Test
  void laterOverridesWinOverEarlierOnesAndTheFile() {
    Plan overridden =
        PlanReader.read(FULL, "full.conf", List.of("run.seed=1", "run.seed=2", "run.name=\"a.b\""));

    assertThat(overridden.run().seed()).isEqualTo(2);
    assertThat(overridden.run().name()).isEqualTo("a.b");
  }
}
