package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.kernel.StockActivations;
import io.espalier.model.InputException;
import io.espalier.model.Loss;
import io.espalier.model.Noise;
import io.espalier.model.RateSchedule;
import io.espalier.model.RateSchedule.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** What Deeplearning4j makes of the parts that we write. */
class Dl4jPartWriterTest {
  private static final Dl4jPartWriter PARTS = new Dl4jPartWriter("a");

  @Test
  void activationsAreTheStockOnes() {
    StockActivations.all()
        .forEach(
            (ours, stock) ->
                assertThat(read(PARTS.activation(ours), IActivation.class)).isEqualTo(stock));
  }

  @ParameterizedTest
  @EnumSource
  void lossesAreReadBackWithTheirWeights(Loss.Kind kind) {
    List<Double> numbers =
        kind.numbers().stream().map(n -> n.equals("least probability") ? 1e-4 : 2.0).toList();
    expectKept(new Loss(kind, List.of(), numbers));
    Loss weighted = new Loss(kind, List.of(0.5, 2.0), numbers);
    boolean takesWeights =
        Arrays.stream(stock(new Loss(kind, List.of(), numbers)).getClass().getMethods())
            .anyMatch(method -> method.getName().equals("getWeights"));
    if (takesWeights) {
      expectKept(weighted);
    } else {
      assertThatThrownBy(() -> PARTS.loss(weighted))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("layer a weighs");
    }
  }

  /** What Deeplearning4j saves again is what we wrote. */
  private static void expectKept(Loss loss) {
    String saved = text(stock(loss));
    assertThat(Dl4jLosses.read(Dl4jPart.of("layer", "a", tree(saved)))).isEqualTo(loss);
  }

  private static ILossFunction stock(Loss loss) {
    return read(PARTS.loss(loss), ILossFunction.class);
  }

  @Test
  void noisesAreTheStockOnes() {
    assertThat(noise(Noise.Kind.DROPOUT)).isEqualTo(new Dropout(0.4));
    assertThat(noise(Noise.Kind.ALPHA_DROPOUT)).isEqualTo(new AlphaDropout(0.4));
    assertThat(noise(Noise.Kind.SPATIAL_DROPOUT)).isEqualTo(new SpatialDropout(0.4));
    assertThat(noise(Noise.Kind.GAUSSIAN_DROPOUT)).isEqualTo(new GaussianDropout(0.4));
    assertThat(noise(Noise.Kind.GAUSSIAN)).isEqualTo(new GaussianNoise(0.4));
    Noise changing =
        new Noise(Noise.Kind.DROPOUT, new RateSchedule.Exponential(Clock.EPOCH, 0.5, 0.9));
    Dropout read = (Dropout) read(PARTS.noise(changing), IDropout.class);
    assertThat(read.getPSchedule())
        .isEqualTo(new ExponentialSchedule(ScheduleType.EPOCH, 0.5, 0.9));
  }

  private static IDropout noise(Noise.Kind kind) {
    return read(PARTS.noise(new Noise(kind, new RateSchedule.Fixed(0.4))), IDropout.class);
  }

  @Test
  void cosinesBecomeTables() {
    RateSchedule cosine = new RateSchedule.Cosine(0.1, 0.01, 1000);
    ISchedule stock = read(Dl4jScheduleWriter.write(cosine, "a"), ISchedule.class);
    for (int iteration = 0; iteration < 1100; iteration++) {
      assertThat(stock.valueAt(iteration, 0)).isEqualTo(cosine.at(iteration / 10 * 10, 0));
    }
  }

  private static <T> T read(ObjectNode json, Class<T> type) {
    String text = new String(Dl4jJson.bytes(json), StandardCharsets.UTF_8);
    try {
      return NeuralNetConfiguration.mapper().readValue(text, type);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String text(Object stock) {
    try {
      return NeuralNetConfiguration.mapper().writeValueAsString(stock);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode tree(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
