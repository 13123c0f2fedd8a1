package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.model.Clipping;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.Network;
import io.espalier.model.Optimiser.Penalty;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.RateSchedule;
import io.espalier.model.RateSchedule.Fixed;
import io.espalier.model.Role;
import io.espalier.model.Training;
import io.espalier.model.UpdateRule;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Updater;
import io.espalier.plan.TrainPlan.Updater.Type;
import org.junit.jupiter.api.Test;

class TrainingRulesTest {
  private static final Network NETWORK = ExampleGraphs.branches();
  private static final Regularisation PLAIN = new Regularisation(0, 0);

  private static Training.Rules rules(Type type, Regularisation regularisation) {
    Updater updater = new Updater(type, 0.5, 0.9, 0.1, Updater.RateSchedule.CONSTANT, 0.1);
    Training training = TrainingRules.of(NETWORK, updater, regularisation, 900);
    assertThat(training.layers()).containsOnlyKeys("a", "b", "c", "output");
    assertThat(training.layers().values()).containsOnly(training.of("a"));
    return training.of("a");
  }

  @Test
  void decaysWeightsAndNeverBiases() {
    Training.Rules rules = rules(Type.ADAMW, new Regularisation(0.2, 0.02));
    assertThat(rules.of(Role.RECURRENT_WEIGHT).penalties())
        .containsExactly(
            new Penalty(Penalty.Kind.L2, new Fixed(0.02)),
            new Penalty(Penalty.Kind.DECAY_TIMES_RATE, new Fixed(0.1)));
    assertThat(rules.of(Role.PEEPHOLE)).isEqualTo(rules.of(Role.INPUT_WEIGHT));
    assertThat(rules.of(Role.BIAS).penalties()).isEmpty();
    assertThat(rules.of(Role.BIAS).rule()).isEqualTo(rules.of(Role.DENSE_WEIGHT).rule());
    assertThat(rules(Type.ADAM, PLAIN).weights().penalties()).isEmpty();
  }

  @Test
  void clipsTheNormOfEachLayer() {
    assertThat(rules(Type.SGD, new Regularisation(0.2, 0)).clipping())
        .isEqualTo(new Clipping(Clipping.Kind.CLIP_LAYER_NORM, 0.2));
    assertThat(rules(Type.SGD, PLAIN).clipping()).isEqualTo(Clipping.NONE);
  }

  @Test
  void takesThePlansUpdater() {
    assertThat(rule(Type.SGD)).isEqualTo(UpdateRule.of(UpdateRule.Kind.SGD));
    assertThat(rule(Type.MOMENTUM)).isEqualTo(UpdateRule.nesterov(new Fixed(0.9)));
    assertThat(rule(Type.RMSPROP)).isEqualTo(UpdateRule.of(UpdateRule.Kind.RMSPROP, 0.95, 1e-8));
    assertThat(rule(Type.ADAM))
        .isEqualTo(rule(Type.ADAMW))
        .isEqualTo(UpdateRule.of(UpdateRule.Kind.ADAM, 0.9, 0.999, 1e-8));
    assertThat(rules(Type.ADAM, PLAIN).weights().rate()).isEqualTo(new Fixed(0.5));
  }

  private static UpdateRule rule(Type type) {
    return rules(type, PLAIN).weights().rule();
  }

  @Test
  void everyNetworkIsOneRunOfTheOptimiser() {
    Training training =
        TrainingRules.of(
            NETWORK,
            new Updater(Type.ADAMW, 0.5, 0, 0.1, Updater.RateSchedule.COSINE, 0.1),
            new Regularisation(1, 0.1),
            9);
    OptimiserLayout layout = OptimiserLayout.of(NETWORK.layout(), training);
    assertThat(layout.runs()).hasSize(1);
    assertThat(layout.length()).isEqualTo(2 * NETWORK.layout().length());
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
    assertThat(rate(Updater.RateSchedule.COSINE, 451)).isLessThan(0.275);
    assertThat(rate(Updater.RateSchedule.COSINE, 2000)).isCloseTo(0.05, within(1e-9));
  }

  private static double rate(Updater.RateSchedule schedule, int iteration) {
    Updater updater = new Updater(Type.SGD, 0.5, 0, 0, schedule, 0.1);
    RateSchedule rate = TrainingRules.of(NETWORK, updater, PLAIN, 900).of("c").weights().rate();
    return rate.at(iteration, 0);
  }
}
