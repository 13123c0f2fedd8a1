package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.DatasetInfo;
import io.espalier.model.InputException;
import io.espalier.model.LayerSpec;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Pooling;
import io.espalier.model.Role;
import io.espalier.plan.NetworkPlan;
import io.espalier.plan.TrainPlan.Updater;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class NetworkBuilderTest {
  private static final LayerSpec EMBEDDING = new LayerSpec.Embedding(4);
  private static final LayerSpec DROPOUT = new LayerSpec.Dropout(0.2);

  @Test
  void laysOutBlocksByName() {
    NetworkState state =
        NetworkBuilder.build(
            Samples.plan(
                Pooling.LAST,
                EMBEDDING,
                Samples.graves(3),
                Samples.both(2),
                new LayerSpec.Dense(2)),
            Samples.tokenClassification(),
            1);
    ParameterLayout layout = Layouts.of(state.structure());
    assertThat(layout.blocks())
        .extracting(ParameterBlock::name)
        .containsExactly(
            "embedding-0.W",
            "graves-lstm-0.W",
            "graves-lstm-0.RW",
            "graves-lstm-0.P",
            "graves-lstm-0.b",
            "lstm-0.fW",
            "lstm-0.fRW",
            "lstm-0.fb",
            "lstm-0.bW",
            "lstm-0.bRW",
            "lstm-0.bb",
            "dense-0.W",
            "dense-0.b",
            "output.W",
            "output.b");
    assertThat(layout.length()).isEqualTo(state.parameters().length);
  }

  @Test
  void startsWithTheForgetBiasInTheForgetGate() {
    NetworkState state =
        NetworkBuilder.build(
            Samples.plan(Pooling.LAST, new LayerSpec.Recurrent(LayerSpec.Cell.LSTM, 3, false, 1.5)),
            Samples.classification(),
            1);
    ParameterBlock bias =
        Layouts.of(state.structure()).blocks().stream()
            .filter(block -> block.role() == Role.BIAS)
            .findFirst()
            .orElseThrow();
    assertThat(Arrays.copyOfRange(state.parameters(), bias.offset(), bias.end()))
        .containsExactly(0, 0, 0, 1.5f, 1.5f, 1.5f, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void drawsTheSameWeightsFromTheSameSeedOnAnyThread() {
    NetworkPlan plan = Samples.plan(Pooling.LAST, Samples.lstm(8), Samples.both(4));
    NetworkState here = NetworkBuilder.build(plan, Samples.classification(), 0);
    NetworkState there =
        CompletableFuture.supplyAsync(() -> NetworkBuilder.build(plan, Samples.classification(), 0))
            .join();
    assertThat(there).isEqualTo(here);
    assertThat(NetworkBuilder.build(plan, Samples.classification(), 1).parameters())
        .isNotEqualTo(here.parameters());
  }

  @Test
  void refusesImpossibleStacksWithAllReasons() {
    DatasetInfo numbers = Samples.classification();
    assertThatThrownBy(
            () ->
                NetworkBuilder.build(
                    Samples.plan(
                        Pooling.LAST,
                        EMBEDDING,
                        DROPOUT,
                        DROPOUT,
                        EMBEDDING,
                        new LayerSpec.Dense(0)),
                    numbers,
                    1))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(6)
                    .anyMatch(problem -> problem.contains("no recurrent layer"))
                    .anyMatch(problem -> problem.contains("layers[0] is an embedding, but"))
                    .anyMatch(problem -> problem.contains("layers[1] is dropout before dropout"))
                    .anyMatch(
                        problem -> problem.contains("layers[2] is dropout before an embedding"))
                    .anyMatch(problem -> problem.contains("layers[3] is an embedding, which"))
                    .anyMatch(problem -> problem.contains("layers[4].units must be at least 1")));
  }

  @Test
  void everyTaskFitsItsOwnNetworkOnly() {
    LayerSpec[] layers = {Samples.lstm(3)};
    DatasetInfo[] tasks = {Samples.classification(), Samples.languageModel(), Samples.regression()};
    for (DatasetInfo task : tasks) {
      NetworkState state = Samples.network(task, Pooling.MAX, layers);
      for (DatasetInfo other : tasks) {
        if (task == other) {
          Compatibility.check(state.structure(), other);
        } else {
          assertThatThrownBy(() -> Compatibility.check(state.structure(), other))
              .isInstanceOf(InputException.class);
        }
      }
    }
    NetworkState embedded =
        Samples.network(Samples.tokenClassification(), Pooling.LAST, EMBEDDING, Samples.lstm(3));
    assertThatThrownBy(() -> Compatibility.check(embedded.structure(), Samples.regression()))
        .isInstanceOfSatisfying(
            InputException.class, e -> assertThat(e.problems()).hasSizeGreaterThan(2));
  }

  @Test
  void learningRatesReachTheFactor() {
    assertThat(rate(Updater.RateSchedule.STEP, 0)).isEqualTo(0.5);
    assertThat(rate(Updater.RateSchedule.STEP, 299)).isEqualTo(0.5);
    assertThat(rate(Updater.RateSchedule.STEP, 300)).isCloseTo(0.05, within(1e-9));
    assertThat(rate(Updater.RateSchedule.STEP, 600)).isCloseTo(0.005, within(1e-9));
    assertThat(rate(Updater.RateSchedule.EXPONENTIAL, 450))
        .isCloseTo(0.5 * Math.sqrt(0.1), within(1e-9));
    assertThat(rate(Updater.RateSchedule.EXPONENTIAL, 900)).isCloseTo(0.05, within(1e-9));
    assertThat(rate(Updater.RateSchedule.COSINE, 0)).isCloseTo(0.5, within(1e-9));
    assertThat(rate(Updater.RateSchedule.COSINE, 450)).isCloseTo(0.275, within(1e-9));
    assertThat(rate(Updater.RateSchedule.COSINE, 2000)).isCloseTo(0.05, within(1e-9));
  }

  private static double rate(Updater.RateSchedule schedule, int iteration) {
    Updater updater = new Updater(Updater.Type.SGD, 0.5, 0, 0, schedule, 0.1);
    ISchedule rates = LearningRates.of(updater, 900).orElseThrow();
    return rates.valueAt(iteration, 0);
  }
}
