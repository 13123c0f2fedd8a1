package io.espalier.network;

import io.espalier.model.Clipping;
import io.espalier.model.Optimiser;
import io.espalier.model.Optimiser.Penalty;
import io.espalier.model.RateSchedule;
import io.espalier.model.RateSchedule.Clock;
import io.espalier.model.Training.Rules;
import io.espalier.model.UpdateRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Reads how a network is trained, in our own terms. */
final class EngineTraining {
  private EngineTraining() {}

  /** The training of a network; empty where something in it has no word here. */
  static Optional<io.espalier.model.Training> of(Chain chain) {
    Map<String, Rules> layers = new LinkedHashMap<>();
    for (Link link : chain.parameterised()) {
      List<Optional<Rules>> rules =
          Configurations.inside(link.layer()).stream()
              .map(EngineTraining::rules)
              .distinct()
              .toList();
      if (rules.size() != 1 || rules.get(0).isEmpty()) {
        return Optional.empty();
      }
      layers.put(link.name(), rules.get(0).get());
    }
    return Optional.of(new io.espalier.model.Training(layers));
  }

  private static Optional<Rules> rules(BaseLayer layer) {
    IUpdater updater = layer.getIUpdater();
    IUpdater biasUpdater = layer.getBiasUpdater() == null ? updater : layer.getBiasUpdater();
    Optional<Optimiser> weights = optimiser(updater, layer.getRegularization());
    Optional<Optimiser> bias = optimiser(biasUpdater, layer.getRegularizationBias());
    return weights.flatMap(
        known ->
            bias.flatMap(
                other -> clipping(layer).map(clipping -> new Rules(known, other, clipping))));
  }

  private static Optional<Clipping> clipping(BaseLayer layer) {
    GradientNormalization kind = layer.getGradientNormalization();
    if (kind == null || kind == GradientNormalization.None) {
      return Optional.of(Clipping.NONE);
    }
    return kind == GradientNormalization.ClipL2PerLayer
        ? Optional.of(
            new Clipping(Clipping.Kind.CLIP_LAYER_NORM, layer.getGradientNormalizationThreshold()))
        : Optional.empty();
  }

  private static Optional<Optimiser> optimiser(
      IUpdater updater, List<Regularization> regularizations) {
    List<Penalty> penalties = new ArrayList<>();
    for (Regularization each :
        regularizations == null ? List.<Regularization>of() : regularizations) {
      Optional<Penalty> penalty = penalty(each);
      if (penalty.isEmpty()) {
        return Optional.empty();
      }
      penalties.add(penalty.get());
    }
    return rule(updater)
        .flatMap(rule -> rate(updater).map(rate -> new Optimiser(rule, rate, penalties)));
  }

  private static Optional<Penalty> penalty(Regularization regularization) {
    if (regularization instanceof L2Regularization added) {
      return schedule(added.getL2()).map(amount -> new Penalty(Penalty.Kind.L2, amount));
    }
    if (regularization instanceof WeightDecay decoupled && decoupled.isApplyLR()) {
      return schedule(decoupled.getCoeff())
          .map(amount -> new Penalty(Penalty.Kind.DECAY_TIMES_RATE, amount));
    }
    return Optional.empty();
  }

  private static Optional<UpdateRule> rule(IUpdater updater) {
    if (updater instanceof Sgd) {
      return Optional.of(UpdateRule.of(UpdateRule.Kind.SGD));
    }
    if (updater instanceof Nesterovs nesterovs && nesterovs.getMomentumISchedule() == null) {
      return Optional.of(UpdateRule.nesterov(new RateSchedule.Fixed(nesterovs.getMomentum())));
    }
    if (updater instanceof RmsProp squares) {
      return Optional.of(
          UpdateRule.of(UpdateRule.Kind.RMSPROP, squares.getRmsDecay(), squares.getEpsilon()));
    }
    if (updater instanceof Adam adam) {
      return Optional.of(
          UpdateRule.of(UpdateRule.Kind.ADAM, adam.getBeta1(), adam.getBeta2(), adam.getEpsilon()));
    }
    return Optional.empty();
  }

  private static Optional<RateSchedule> rate(IUpdater updater) {
    ISchedule schedule = null;
    if (updater instanceof Sgd sgd) {
      schedule = sgd.getLearningRateSchedule();
    } else if (updater instanceof Nesterovs nesterovs) {
      schedule = nesterovs.getLearningRateSchedule();
    } else if (updater instanceof RmsProp squares) {
      schedule = squares.getLearningRateSchedule();
    } else if (updater instanceof Adam adam) {
      schedule = adam.getLearningRateSchedule();
    }
    return schedule == null
        ? Optional.of(new RateSchedule.Fixed(updater.getLearningRate(0, 0)))
        : schedule(schedule);
  }

  private static Optional<RateSchedule> schedule(ISchedule schedule) {
    if (schedule instanceof FixedSchedule fixed) {
      return Optional.of(new RateSchedule.Fixed(fixed.valueAt(0, 0)));
    }
    if (schedule instanceof StepSchedule step) {
      return Optional.of(
          new RateSchedule.Step(
              clock(step.getScheduleType()),
              step.getInitialValue(),
              step.getDecayRate(),
              step.getStep()));
    }
    if (schedule instanceof ExponentialSchedule power) {
      return Optional.of(
          new RateSchedule.Exponential(
              clock(power.getScheduleType()), power.getInitialValue(), power.getGamma()));
    }
    if (schedule instanceof MapSchedule table) {
      return Optional.of(
          new RateSchedule.Table(clock(table.getScheduleType()), new TreeMap<>(table.getValues())));
    }
    return Optional.empty();
  }

  private static Clock clock(ScheduleType type) {
    return type == ScheduleType.ITERATION ? Clock.ITERATION : Clock.EPOCH;
  }
}
