package io.espalier.network;

import io.espalier.engine.Optimiser;
import io.espalier.engine.UpdateRule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Reads how a network is trained, in the engine's terms: the same way in all layers, by an updater,
 * decay and clipping that the engine knows.
 */
final class EngineTraining {
  private EngineTraining() {}

  /** The optimiser of a network; empty where the engine does not cover it. */
  static Optional<Optimiser> optimiser(Chain chain) {
    List<BaseLayer> layers =
        chain.parameterised().stream()
            .flatMap(link -> Configurations.inside(link.layer()).stream())
            .toList();
    BaseLayer first = layers.get(0);
    boolean alike = layers.stream().allMatch(layer -> isTrainedLike(first, layer));
    Optional<UpdateRule> rule = alike ? rule(first.getIUpdater()) : Optional.empty();
    return rule.flatMap(known -> optimiser(known, first));
  }

  private static Optional<Optimiser> optimiser(UpdateRule rule, BaseLayer layer) {
    double l2 = 0;
    double decay = 0;
    for (Regularization regularization : layer.getRegularization()) {
      if (regularization instanceof L2Regularization added && isFixed(added.getL2())) {
        l2 += added.getL2().valueAt(0, 0);
      } else if (regularization instanceof WeightDecay decoupled
          && decoupled.isApplyLR()
          && isFixed(decoupled.getCoeff())) {
        decay += decoupled.getCoeff().valueAt(0, 0);
      } else {
        return Optional.empty();
      }
    }
    IUpdater updater = layer.getIUpdater();
    double clip =
        layer.getGradientNormalization() == GradientNormalization.ClipL2PerLayer
            ? layer.getGradientNormalizationThreshold()
            : Double.POSITIVE_INFINITY;
    return Optional.of(
        new Optimiser(rule, iteration -> updater.getLearningRate(iteration, 0), l2, decay, clip));
  }

  private static boolean isTrainedLike(BaseLayer first, BaseLayer layer) {
    GradientNormalization clipping = layer.getGradientNormalization();
    boolean clipped = clipping == GradientNormalization.ClipL2PerLayer;
    boolean plainBias =
        (layer.getBiasUpdater() == null || layer.getBiasUpdater().equals(layer.getIUpdater()))
            && (layer.getRegularizationBias() == null || layer.getRegularizationBias().isEmpty());
    return plainBias
        && (clipped || clipping == null || clipping == GradientNormalization.None)
        && clipping == first.getGradientNormalization()
        && (!clipped
            || layer.getGradientNormalizationThreshold()
                == first.getGradientNormalizationThreshold())
        && Objects.equals(layer.getIUpdater(), first.getIUpdater())
        && Objects.equals(layer.getRegularization(), first.getRegularization())
        && layer.getRegularization() != null;
  }

  private static boolean isFixed(ISchedule schedule) {
    return schedule instanceof FixedSchedule;
  }

  private static Optional<UpdateRule> rule(IUpdater updater) {
    if (updater instanceof Sgd) {
      return Optional.of(new UpdateRule.Sgd());
    }
    if (updater instanceof Nesterovs momentum && momentum.getMomentumISchedule() == null) {
      return Optional.of(new UpdateRule.Nesterov(momentum.getMomentum()));
    }
    if (updater instanceof RmsProp squares) {
      return Optional.of(new UpdateRule.RmsProp(squares.getRmsDecay(), squares.getEpsilon()));
    }
    if (updater instanceof Adam adam) {
      return Optional.of(new UpdateRule.Adam(adam.getBeta1(), adam.getBeta2(), adam.getEpsilon()));
    }
    return Optional.empty();
  }
}
