package io.espalier.engine.training;

import io.espalier.model.Activation;
import io.espalier.model.Clipping;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.GravesLstm;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.SimpleRnn;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.Optimiser;
import io.espalier.model.Optimiser.Penalty;
import io.espalier.model.RateSchedule;
import io.espalier.model.RateSchedule.Clock;
import io.espalier.model.Training;
import io.espalier.model.UpdateRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** A small network whose layers are trained each in its own way, in our terms and the stock's. */
final class RandomTraining {
  private static final Map<Clipping.Kind, GradientNormalization> CLIPPINGS =
      Map.of(
          Clipping.Kind.NONE, GradientNormalization.None,
          Clipping.Kind.NORMALISE_LAYER, GradientNormalization.RenormalizeL2PerLayer,
          Clipping.Kind.NORMALISE_MATRIX, GradientNormalization.RenormalizeL2PerParamType,
          Clipping.Kind.CLIP_ELEMENTS, GradientNormalization.ClipElementWiseAbsoluteValue,
          Clipping.Kind.CLIP_LAYER_NORM, GradientNormalization.ClipL2PerLayer,
          Clipping.Kind.CLIP_MATRIX_NORM, GradientNormalization.ClipL2PerParamType);

  private final Random random;
  private final Clipping clipping;
  private final BaseLayer[] layers = {
    new GravesLSTM.Builder().nIn(2).nOut(3).build(),
    new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder().nIn(3).nOut(4).build(),
    new RnnOutputLayer.Builder().nIn(4).nOut(2).build()
  };
  private final Training training;

  RandomTraining(long seed, Clipping.Kind kind) {
    this.random = new Random(seed);
    this.clipping = new Clipping(kind, 0.3 + random.nextInt(2));
    Map<String, Training.Rules> rules = new LinkedHashMap<>();
    for (int i = 0; i < layers.length; i++) {
      rules.put("layer" + i, rules(layers[i]));
    }
    this.training = new Training(rules);
  }

  Network network() {
    return new Network(
        List.of(
            Node.of(
                "layer0",
                "in",
                new GravesLstm(2, 3, Activation.TANH, Activation.SIGMOID, Noise.NONE)),
            Node.of("layer1", "layer0", new SimpleRnn(3, 4, Activation.TANH, Noise.NONE)),
            Node.of(
                "layer2",
                "layer1",
                new Output(
                    new Dense(4, 2, Bias.PRESENT, Activation.SOFTMAX, Noise.NONE),
                    Loss.CROSS_ENTROPY))),
        List.of("in"),
        "layer2");
  }

  Training training() {
    return training;
  }

  MultiLayerNetwork stock() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(layers)
                .validateOutputLayerConfig(false)
                .build());
    network.init();
    network.initGradientsView();
    return network;
  }

  private Training.Rules rules(BaseLayer layer) {
    layer.setGradientNormalization(CLIPPINGS.get(clipping.kind()));
    layer.setGradientNormalizationThreshold(clipping.threshold());
    List<Map.Entry<UpdateRule, IUpdater>> known =
        StockUpdaters.all().entrySet().stream()
            .filter(entry -> entry.getKey().kind() != UpdateRule.Kind.ADABELIEF)
            .toList();
    Map.Entry<UpdateRule, IUpdater> weights = known.get(random.nextInt(known.size()));
    Map.Entry<UpdateRule, IUpdater> bias =
        random.nextBoolean() ? weights : known.get(random.nextInt(known.size()));
    layer.setIUpdater(weights.getValue());
    layer.setBiasUpdater(bias.getValue());
    List<Penalty> penalties = penalties();
    List<Penalty> biasPenalties = penalties();
    layer.setRegularization(penalties.stream().map(RandomTraining::stock).toList());
    layer.setRegularizationBias(biasPenalties.stream().map(RandomTraining::stock).toList());
    return new Training.Rules(
        optimiser(weights.getKey(), penalties), optimiser(bias.getKey(), biasPenalties), clipping);
  }

  private static Optimiser optimiser(UpdateRule rule, List<Penalty> penalties) {
    return new Optimiser(rule, new RateSchedule.Fixed(StockUpdaters.RATE), penalties);
  }

  private List<Penalty> penalties() {
    List<Penalty> penalties = new ArrayList<>();
    for (Penalty.Kind kind : Penalty.Kind.values()) {
      if (random.nextBoolean()) {
        double initial = 0.01 + 0.1 * random.nextDouble();
        penalties.add(new Penalty(kind, new RateSchedule.Exponential(Clock.EPOCH, initial, 0.5)));
      }
    }
    return penalties;
  }

  private static Regularization stock(Penalty penalty) {
    ISchedule amount = new ExponentialSchedule(ScheduleType.EPOCH, penalty.amount().at(0, 0), 0.5);
    return switch (penalty.kind()) {
      case L1 -> new L1Regularization(amount);
      case L2 -> new L2Regularization(amount);
      case DECAY -> new WeightDecay(amount, false);
      case DECAY_TIMES_RATE -> new WeightDecay(amount, true);
    };
  }
}
