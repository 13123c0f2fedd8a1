package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.cluster.StoppingLog;
import io.espalier.data.Split;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanReader;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.RoundFacts;
import io.espalier.run.Verb;
import io.espalier.run.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pruned networks that learn from the dense one. */
class ObjectivesTest {
  @TempDir private Path store;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recover.objective = distil | 1",
        "recover.objective = match ; prune.granularity = unit | 2",
        "recover.objective = kl ; train.local-steps = 1 ; recover.kl.direction = reverse | 2",
        "recover.objective = adversarial ; recover.adversarial.steps = 2 | 2",
        "recover.objective = { contrastive = 0.5, kl = 1 } ; prune.granularity = unit | 1",
        "recover.objective = { match = 1, supervised = 0.5 } ; prune.when = training"
            + " ; prune.during.every = 2 ; prune.grow = rigl | 3",
      })
  void aKillAtAnyMomentLeavesTheSameBytes(String how, int saves) {
    Plan plan = plan(how + " ; recover.epochs = 3");
    Workers stopping =
        LocalSpark.workers(
            plan,
            trainer ->
                (job, log) ->
                    trainer.train(
                        job, job.title().contains("level") ? new StoppingLog(log, saves) : log));
    assertThatThrownBy(() -> LocalSpark.experiment(plan, store, stopping).runTo(Verb.FINETUNE))
        .isInstanceOf(StoppingLog.StoppedException.class);
    Findings resumed = LocalSpark.experiment(plan, store).runTo(Verb.FINETUNE);
    Findings undisturbed = LocalSpark.experiment(plan, store.resolve("other")).runTo(Verb.FINETUNE);
    assertThat(resumed.last().network()).isEqualTo(undisturbed.last().network());
  }

  @Test
  void onlyWhatLearnsFromTheDenseNetworkIsAnotherStage() {
    Experiment supervised = LocalSpark.experiment(plan("recover.epochs = 1"), store);
    supervised.runTo(Verb.FINETUNE);
    Experiment taught = LocalSpark.experiment(plan("recover.objective = distil"), store);
    taught.runTo(Verb.FINETUNE);
    assertThat(taught.seconds().keySet())
        .containsExactly(taught.keys().get("level 1/1 · finetune").text());
    assertThat(taught.keys().get("level 1/1 · prune"))
        .isEqualTo(supervised.keys().get("level 1/1 · prune"));
    assertThat(multiplyAdds(taught)).isGreaterThan(multiplyAdds(supervised));
  }

  private static long multiplyAdds(Experiment experiment) {
    return experiment.runTo(Verb.FINETUNE).last().network().curve().get(0).multiplyAdds();
  }

  @Test
  void theTrainingLossIsThatOfTheObjective() {
    Plan plan = plan("recover.objective = { kl = 1000 }");
    Experiment experiment = LocalSpark.experiment(plan, store);
    experiment.runTo(Verb.FINETUNE);
    List<RoundFacts> rounds = experiment.rounds(experiment.keys().get("level 1/1 · finetune"));
    assertThat(rounds.get(0).loss()).isGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({"distil, classification", "match, classification", "match, regression"})
  void aStudentWithFewerFeaturesHasATeacherWithAllOfThem(String objective, String task)
      throws IOException {
    boolean labelled = task.equals("classification");
    Plan plan =
        PlanReader.read(
            """
            run.name = features
            data {
              task = %s
              source { format = long, train = "%s", id = id, features = [a, b, c], %s }
              shards = 4
            }
            network.layers = [ { type = lstm, units = 5 } ]
            train { epochs = 2, batch-size = 8 }
            prune { granularity = input-feature, schedule.sparsity = 0.6 }
            recover { epochs = 2, objective = %s }
            """
                .formatted(task, steps(), labelled ? "label = k" : "target = [t]", objective),
            "test",
            List.of());
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.EVALUATE);
    assertThat(findings.last().network().survivors().removedFeatures()).hasSize(2);
    assertThat(findings.last().network().curve()).hasSize(2);
    assertThat(findings.last().on(Split.TEST).metrics()).isNotEmpty();
  }

  private Path steps() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("id,a,b,c,k,t\n");
    for (int i = 0; i < 120; i++) {
      for (int step = 0; step < 3 + i % 3; step++) {
        text.append(
            "s%d,%.3f,%.3f,%.3f,k%d,%d\n"
                .formatted(
                    i,
                    random.nextGaussian() + i % 2,
                    random.nextGaussian(),
                    random.nextGaussian(),
                    i % 2,
                    i % 7));
      }
    }
    return Files.writeString(store.resolve("steps.csv"), text);
  }

  private static Plan plan(String overrides) {
    return LocalSpark.plan(
        Stream.concat(
                Stream.of("prune.schedule = { type = one-shot, levels = 1, sparsity = 0.8 }"),
                Stream.of(overrides.split(" ; ")))
            .toArray(String[]::new));
  }
}
