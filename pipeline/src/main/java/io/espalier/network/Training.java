package io.espalier.network;

import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.Progress;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Updater;
import java.util.ArrayList;
import java.util.List;
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

/**
 * Writes into every layer of a network how it is trained: updater, learning-rate schedule, clipping
 * and weight decay. Deeplearning4j 1.0.0-M2.1 has no AdamW; it is Adam and Deeplearning4j's {@link
 * WeightDecay} times the learning rate, which is decoupled from the gradient in the same way
 * (Loshchilov and Hutter 2019, arXiv 1711.05101). Biases are never decayed.
 */
public final class Training {
  private Training() {}

  /**
   * The same network, to be trained this way; what it was trained with before is replaced.
   *
   * @param totalIterations optimiser steps over which the learning rate changes, at least 1
   */
  public static NetworkStructure configure(
      NetworkStructure structure,
      Updater updater,
      Regularisation regularisation,
      int totalIterations) {
    return Configurations.edit(
        structure,
        (name, layer) -> {
          for (BaseLayer inner : Configurations.inside(layer)) {
            inner.setIUpdater(updater(updater, totalIterations));
            inner.setBiasUpdater(null);
            inner.setRegularization(decay(updater, regularisation));
            inner.setRegularizationBias(new ArrayList<>());
            inner.setGradientNormalization(
                regularisation.clip() > 0
                    ? GradientNormalization.ClipL2PerLayer
                    : GradientNormalization.None);
            inner.setGradientNormalizationThreshold(
                regularisation.clip() > 0 ? regularisation.clip() : 1);
          }
        });
  }

  /** A state that starts training: fresh optimiser state of the right length. */
  public static NetworkState fresh(NetworkStructure structure, float[] parameters) {
    int length = LiveGraph.optimiserLength(structure);
    return new NetworkState(structure, parameters, new float[length], Progress.START);
  }

  private static IUpdater updater(Updater updater, int totalIterations) {
    IUpdater configured =
        switch (updater.type()) {
          case SGD -> new Sgd(updater.learningRate());
          case MOMENTUM -> new Nesterovs(updater.learningRate(), updater.momentum());
          case RMSPROP -> new RmsProp(updater.learningRate());
          case ADAM, ADAMW -> new Adam(updater.learningRate());
        };
    LearningRates.of(updater, totalIterations)
        .ifPresent(schedule -> configured.setLrAndSchedule(Double.NaN, schedule));
    return configured;
  }

  private static List<Regularization> decay(Updater updater, Regularisation regularisation) {
    List<Regularization> decay = new ArrayList<>();
    if (regularisation.l2() > 0) {
      decay.add(new L2Regularization(regularisation.l2()));
    }
    if (updater.type() == Updater.Type.ADAMW && updater.weightDecay() > 0) {
      decay.add(new WeightDecay(updater.weightDecay(), true));
    }
    return decay;
  }
}
