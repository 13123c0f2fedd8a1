package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.model.InputException;
import io.espalier.plan.Plan;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import io.espalier.run.Workers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No work with a network begins where there is no room for it. */
class AdmittedNetworksTest {
  @TempDir private Path store;

  private static Workers crowded(Plan plan) {
    Workers workers = LocalSpark.workers(plan);
    return new Workers(
        workers.preparer(),
        workers.trainer(),
        workers.scorer(),
        workers.evaluator(),
        (layout, data) -> {
          throw new InputException("no room");
        },
        1);
  }

  @Test
  void whatIsLeftOfARunAsksForRoomAndWhatIsFinishedDoesNot() {
    Plan plan = LocalSpark.plan();
    LocalSpark.experiment(plan, store).runTo(Verb.TRAIN);
    for (Verb verb : new Verb[] {Verb.SCORE, Verb.EVALUATE}) {
      assertThatThrownBy(() -> LocalSpark.experiment(plan, store, crowded(plan)).runTo(verb))
          .isInstanceOf(InputException.class)
          .hasMessage("no room");
    }
    LocalSpark.experiment(plan, store).runTo(Verb.FINETUNE);
    assertThatThrownBy(() -> LocalSpark.experiment(plan, store, crowded(plan)).runTo(Verb.EVALUATE))
        .isInstanceOf(InputException.class)
        .hasMessage("no room");
    LocalSpark.experiment(plan, store).runTo(Verb.EXPORT);
    assertThat(LocalSpark.experiment(plan, store, crowded(plan)).runTo(Verb.EXPORT).steps())
        .isNotEmpty();
  }

  @Test
  void benchRefusesWhatTheProcessHasNoRoomFor() {
    Plan plan =
        LocalSpark.plan("run.store=" + store, "network.layers=[ { type = lstm, units = 4000 } ]");
    SparkExperiment experiment =
        SparkExperiment.open(LocalSpark.session(), plan, Progress.silent(), Duration.ZERO);
    assertThatThrownBy(() -> experiment.bench(0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the process, 2 tasks at once needs");
  }
}
