package io.espalier.report;

import io.espalier.data.Anchor;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.Split;
import io.espalier.data.Tasks;
import io.espalier.importance.Scores;
import io.espalier.metric.Cost;
import io.espalier.model.ExampleLayouts;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.prune.Budget;
import io.espalier.prune.Granularity;
import io.espalier.prune.Pruner;
import io.espalier.run.RoundFacts;
import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.Curve;
import io.espalier.run.RunDetails.Fact;
import io.espalier.run.RunDetails.Measurement;
import io.espalier.run.RunDetails.NetworkCost;
import io.espalier.run.RunDetails.Provenance;
import io.espalier.run.RunDetails.StageFacts;
import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.DenseResult;
import io.espalier.run.RunSummary.FinalResult;
import io.espalier.run.RunSummary.LevelResult;
import io.espalier.run.RunSummary.Pruned;
import io.espalier.run.RunSummary.Size;
import io.espalier.run.Speed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A finished run, with made-up numbers, for tests of how it is shown. */
final class ExampleRun {
  private static final double[] SPARSITIES = {0.4625, 0.7, 0.7875, 0.8};
  private static final double[] ACCURACIES = {0.9833, 0.9867, 0.975, 0.97};

  private ExampleRun() {}

  static RunSummary summary() {
    List<LevelResult> levels = new ArrayList<>();
    for (int i = 0; i < SPARSITIES.length; i++) {
      levels.add(
          new LevelResult(
              i + 1,
              new Pruned("weight", SPARSITIES[i], SPARSITIES[i]),
              metrics(ACCURACIES[i], 0.06 + 0.01 * i),
              ordered("kl-to-dense", 0.004 * (i + 1), "agreement", 0.995 - 0.002 * i),
              List.of(),
              Optional.empty()));
    }
    return new RunSummary(
        "control-charts",
        7,
        new DenseResult(metrics(0.9867, 0.0512), metrics(0.9833, 0.0601), 17_286, 16_640),
        levels,
        Optional.of(
            new FinalResult(
                0.8,
                metrics(0.97, 0.09),
                metrics(0.9767, 0.0807),
                new Size(17_286, 3_710, 3_328, 77_824),
                45_000_000_000L)),
        Map.of("dl4j", "export/network.zip"));
  }

  static RunSummary denseOnly() {
    RunSummary whole = summary();
    DenseResult dense = new DenseResult(whole.dense().metrics(), Map.of(), 17_286, 16_640);
    return new RunSummary("dense", 7, dense, List.of(), Optional.empty(), Map.of());
  }

  static RunDetails details() {
    ParameterLayout layout = ExampleLayouts.stack(3, 16, 2, 12);
    Random random = new Random(1);
    float[] parameters = new float[layout.length()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (1 + Math.abs(random.nextGaussian()));
    }
    Scores scores = Scores.of(parameters.clone());
    Pruner pruner = Pruner.of(Granularity.weight(), Budget.global(), Set.of(), layout);
    List<NetworkCost> networks = new ArrayList<>();
    networks.add(new NetworkCost("dense", Cost.of(layout, parameters), List.of()));
    List<Curve> curves = new ArrayList<>();
    curves.add(curve("train", 24, 1.7, 8, random));
    List<StageFacts> stages = new ArrayList<>();
    stages.add(new StageFacts("prepare", "00112233445566778899aabbccddeeff", 0, List.of()));
    stages.add(new StageFacts("train", "10112233445566778899aabbccddeeff", 21.4, rounds()));
    for (int i = 0; i < SPARSITIES.length; i++) {
      String level = "level " + (i + 1);
      Mask mask =
          pruner.prune(layout, Mask.all(layout.length()), scores, SPARSITIES[i], SPARSITIES[3]);
      networks.add(
          new NetworkCost(level, Cost.of(layout, mask.applyTo(parameters)), List.of("lstm-1.RW")));
      curves.add(curve(level, 6, 0.12, 5, random));
      stages.add(
          new StageFacts(
              level + " · finetune", "20112233445566778899aabbccddeeff", 132.5, List.of()));
    }
    return new RunDetails(
        dataset(),
        curves,
        networks,
        List.of(
            new Measurement("dense", 73_120, 64_210, new Speed(1.84, 1_930)),
            new Measurement("final", 73_120, 19_905, new Speed(1.79, 1_954))),
        stages,
        new Provenance(
            List.of(
                new Fact("espalier", "0.1.0"),
                new Fact("seed", "7"),
                new Fact("dataset", "c0ffee".repeat(10) + "c0ff"),
                new Fact("java", "17.0.12")),
            "run {\n  name = control-charts\n  seed = 7\n}\nprune { criterion = magnitude-l1 }",
            612_000_000L));
  }

  private static List<RoundFacts> rounds() {
    List<RoundFacts> rounds = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      rounds.add(
          new RoundFacts(
              1,
              i,
              1.0 / i,
              new RoundFacts.Work(8, 19_200, 19_200 / (0.1 * i)),
              RoundFacts.Seconds.of(0.1 * i, 0.09 * i, List.of(0.09 * i, 0.081 * i)),
              new RoundFacts.Bytes("all-reduce", 414_864, 62_230)));
    }
    return rounds;
  }

  private static Curve curve(String stage, int epochs, double start, double fall, Random random) {
    List<EpochFacts> facts = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      double loss = 0.05 + start * Math.exp(-i / fall);
      facts.add(new EpochFacts(i + 1, loss, loss * 1.1 + 0.03 * random.nextDouble(), 1_000_000));
    }
    return new Curve(stage, facts);
  }

  private static DatasetInfo dataset() {
    SplitInfo train =
        new SplitInfo(List.of(500, 520), 1020, 61_200, List.of(60, 60, 60, 60, 60), List.of(), 0);
    return new DatasetInfo(
        DatasetInfo.FORMAT,
        Tasks.CLASSIFICATION,
        new DatasetInfo.Input(List.of("value"), Normaliser.NONE, List.of()),
        new DatasetInfo.Output(
            List.of("normal", "cyclic", "increasing", "decreasing", "up", "down"),
            List.of(),
            Normaliser.NONE,
            0,
            Anchor.NONE),
        Map.of(Split.TRAIN, train, Split.VALIDATION, train, Split.TEST, train),
        "c0ffee");
  }

  private static Map<String, Double> metrics(double accuracy, double loss) {
    Map<String, Double> metrics = ordered("accuracy", accuracy, "macro-f1", accuracy - 0.001);
    metrics.put("log-loss", loss);
    return metrics;
  }

  static Map<String, Double> ordered(
      String first, double firstValue, String second, double secondValue) {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put(first, firstValue);
    map.put(second, secondValue);
    return map;
  }
}
