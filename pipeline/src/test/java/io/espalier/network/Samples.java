package io.espalier.network;

import io.espalier.data.Anchor;
import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.model.LayerSpec;
import io.espalier.model.LayerSpec.Cell;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Pooling;
import io.espalier.model.Role;
import io.espalier.plan.NetworkPlan;
import io.espalier.plan.TrainPlan.Regularisation;
import io.espalier.plan.TrainPlan.Updater;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Tiny datasets and networks. */
final class Samples {
  static final int FEATURES = 3;
  static final int CLASSES = 4;
  static final int TOKENS = 5;

  private Samples() {}

  static DatasetInfo classification() {
    return info(Tasks.CLASSIFICATION, names("x", FEATURES), List.of(), CLASSES, 0);
  }

  static DatasetInfo tokenClassification() {
    return info(Tasks.CLASSIFICATION, List.of(), names("w", TOKENS), CLASSES, 0);
  }

  static DatasetInfo languageModel() {
    return info(Tasks.LANGUAGE_MODEL, List.of(), names("w", TOKENS), 0, 0);
  }

  static DatasetInfo regression() {
    return info(Tasks.REGRESSION, names("x", FEATURES), List.of(), 0, 2);
  }

  private static DatasetInfo info(
      Task task, List<String> features, List<String> vocabulary, int classes, int targets) {
    return new DatasetInfo(
        DatasetInfo.FORMAT,
        task,
        new DatasetInfo.Input(features, DatasetInfo.Normaliser.NONE, vocabulary),
        new DatasetInfo.Output(
            names("c", classes), names("y", targets), DatasetInfo.Normaliser.NONE, 0, Anchor.NONE),
        Map.of(),
        "");
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  /** One sequence of each length. */
  static Batch batch(DatasetInfo data, long seed, int... lengths) {
    Random random = new Random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int length : lengths) {
      sequences.add(sequence(data, random, "s" + sequences.size(), length));
    }
    return Batch.of(sequences);
  }

  private static Sequence sequence(DatasetInfo data, Random random, String id, int length) {
    Target target =
        switch (data.task().truth()) {
          case LABEL -> new Target.Label(random.nextInt(CLASSES));
          case NEXT_TOKEN -> new Target.NextToken();
          case NUMBERS -> new Target.Values(gaussian(random, data.outputWidth()));
        };
    if (data.input().isTokens()) {
      int tokens = data.task().truth().isTimed() ? length + 1 : length;
      return Sequence.ofTokens(id, random.ints(tokens, 0, TOKENS).toArray(), target);
    }
    return Sequence.ofValues(id, gaussian(random, length * FEATURES), FEATURES, target);
  }

  static float[] gaussian(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static LayerSpec lstm(int units) {
    return new LayerSpec.Recurrent(Cell.LSTM, units, false, 1);
  }

  static LayerSpec both(int units) {
    return new LayerSpec.Recurrent(Cell.LSTM, units, true, 1);
  }

  static LayerSpec graves(int units) {
    return new LayerSpec.Recurrent(Cell.GRAVES_LSTM, units, false, 1);
  }

  static LayerSpec simple(int units) {
    return new LayerSpec.Recurrent(Cell.SIMPLE_RNN, units, false, 0);
  }

  static NetworkPlan plan(Pooling pooling, LayerSpec... layers) {
    return new NetworkPlan("", List.of(layers), pooling);
  }

  /** A network with no parameter at 0 and no unit that is silent. */
  static NetworkState network(DatasetInfo data, Pooling pooling, LayerSpec... layers) {
    return loud(NetworkBuilder.build(plan(pooling, layers), data, 7));
  }

  private static NetworkState loud(NetworkState built) {
    float[] parameters = gaussian(new Random(3), built.parameters().length);
    for (ParameterBlock block : Layouts.of(built.structure()).blocks()) {
      for (int i = block.offset(); i < block.end(); i++) {
        parameters[i] = 0.4f * parameters[i] + (block.role() == Role.BIAS ? 1f : 0f);
      }
    }
    return built.with(parameters, built.optimiser(), built.progress());
  }

  /** A MultiLayerNetwork as a user of Deeplearning4j would have built it. */
  static NetworkState stack() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(0.01))
            .list()
            .layer(new LSTM.Builder().nOut(4).activation(Activation.TANH).build())
            .layer(
                new LastTimeStep(
                    new Bidirectional(
                        new GravesLSTM.Builder().nOut(3).activation(Activation.TANH).build())))
            .layer(new DenseLayer.Builder().nOut(4).activation(Activation.RELU).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.recurrent(FEATURES))
            .build();
    NetworkStructure structure =
        new NetworkStructure(NetworkStructure.Origin.MULTI_LAYER_NETWORK, configuration.toJson());
    return loud(Training.fresh(structure, new float[Layouts.of(structure).length()]));
  }

  static Updater updater(Updater.Type type) {
    return new Updater(type, 0.05, 0.9, 0.1, Updater.RateSchedule.CONSTANT, 0.1);
  }

  static NetworkState trained(NetworkState state, Updater.Type type, double clip, double l2) {
    NetworkStructure structure =
        Training.configure(state.structure(), updater(type), new Regularisation(clip, l2), 100);
    return Training.fresh(structure, state.parameters());
  }

  static LiveNetwork live(NetworkState state) {
    LiveNetwork live = LiveNetwork.open(state.structure());
    live.load(state.parameters(), state.optimiser(), state.progress());
    return live;
  }

  static Batch join(Batch... batches) {
    return Batch.of(Arrays.stream(batches).flatMap(b -> b.sequences().stream()).toList());
  }
}
