package io.espalier.run;

import io.espalier.data.StableHash;
import io.espalier.model.Layer.Weighted;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Parameters to start training from. Weights are drawn from a normal distribution of variance 2 /
 * (fan-in + fan-out) (Glorot and Bengio 2010), where the fans of a layer are those that
 * Deeplearning4j's XAVIER takes; biases are 0 but for the forget gate's. Each block has random
 * numbers of its own, a function of the seed and the block's name.
 */
final class FreshWeights {
  private FreshWeights() {}

  /**
   * @param forgetBiases by name of the layer, for those that have forget gates
   */
  static float[] of(Network network, Map<String, Double> forgetBiases, long seed) {
    ParameterLayout layout = network.layout();
    float[] parameters = new float[layout.length()];
    List<Node> layers = network.weighted();
    for (ParameterBlock block : layout.blocks()) {
      Node node = layers.get(block.layer());
      Weighted layer = (Weighted) node.layer();
      if (block.role() != Role.BIAS) {
        double deviation = Math.sqrt(2.0 / fans(layer, block));
        draw(parameters, block, deviation, StableHash.of(seed, "weights", block.name()));
      } else if (layer.kind().gates().contains("forget")) {
        int from = block.offset() + layer.kind().gates().indexOf("forget") * layer.units();
        float bias = forgetBiases.getOrDefault(node.name(), 0.0).floatValue();
        Arrays.fill(parameters, from, from + layer.units(), bias);
      }
    }
    return parameters;
  }

  /** Fan-in and fan-out together. */
  private static int fans(Weighted layer, ParameterBlock block) {
    int units = layer.units();
    return switch (layer.kind()) {
      case LSTM, GRAVES_LSTM -> units + layer.inputs() + units;
      case SIMPLE_RNN -> block.rows() + units;
      case EMBEDDING -> 1 + units;
      case DENSE, OUTPUT -> layer.inputs() + units;
    };
  }

  /** Normal numbers by Box and Muller (1958), of functions that are the same on every machine. */
  private static void draw(float[] parameters, ParameterBlock block, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = block.offset(); i < block.end(); i++) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      parameters[i] = (float) (deviation * radius * StrictMath.cos(angle));
    }
  }
}
