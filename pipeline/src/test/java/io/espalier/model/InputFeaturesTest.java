package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputFeaturesTest {
  @ParameterizedTest
  @ValueSource(strings = {"chain", "both ends", "branches", "skip"})
  void aFeatureWhoseParametersAreAllZeroSaysNothing(String name) {
    Network network = ExampleGraphs.all().get(name);
    InputFeatures features = InputFeatures.of(network.layout());
    assertThat(features.count()).isEqualTo(ExampleGraphs.FEATURES);
    float[] parameters = RandomNetworks.numbers(network.layout().length(), 4);
    double[][] sequence = sequence(9);
    String before = said(network, parameters, sequence);
    double[][] changed = sequence(9);
    Arrays.stream(changed).forEach(step -> step[1] += 1);
    assertThat(said(network, parameters, changed)).isNotEqualTo(before);
    features.forEach((feature, parameter) -> parameters[parameter] *= feature == 1 ? 0 : 1);
    String without = said(network, parameters, sequence);
    assertThat(said(network, parameters, changed)).isEqualTo(without);
    Arrays.stream(changed).forEach(step -> step[2] += 1);
    assertThat(said(network, parameters, changed)).isNotEqualTo(without);
  }

  private static String said(Network network, float[] parameters, double[][] sequence) {
    return Arrays.deepToString(PlainForward.outputs(network, parameters, sequence));
  }

  private static double[][] sequence(long seed) {
    Random random = new Random(seed);
    return new double[][] {
      random.doubles(ExampleGraphs.FEATURES).toArray(),
      random.doubles(ExampleGraphs.FEATURES).toArray()
    };
  }
}
