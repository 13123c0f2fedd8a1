package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.model.InputException;
import io.espalier.model.Loss;
import io.espalier.model.Noise;
import io.espalier.model.RateSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossMixtureDensity;
import org.nd4j.linalg.lossfunctions.impl.LossMultiLabel;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/** What Deeplearning4j's own objects say in JSON is read as what they do. */
class Dl4jTablesTest {
  private static Dl4jPart part(Object stock) {
    try {
      JsonNode json =
          new ObjectMapper().readTree(NeuralNetConfiguration.mapper().writeValueAsString(stock));
      return new Dl4jPart("layer x (LSTM)", json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsEveryActivation() {
    Set<io.espalier.model.Activation.Kind> kinds =
        Arrays.stream(Activation.values())
            .map(stock -> Dl4jActivations.read(part(stock.getActivationFunction())).kind())
            .collect(Collectors.toSet());
    assertThat(kinds).containsExactlyInAnyOrder(io.espalier.model.Activation.Kind.values());
    assertThat(Dl4jActivations.read(part(new ActivationReLU())))
        .isEqualTo(io.espalier.model.Activation.RELU);
    assertThat(Dl4jActivations.read(part(new ActivationReLU(6.0, 1.0, 0.5))).numbers())
        .containsExactly(6.0, 1.0, 0.5);
    assertThat(Dl4jActivations.read(part(new ActivationRReLU(0.1, 0.4))).numbers())
        .containsExactly(0.1, 0.4);
    assertThat(Dl4jActivations.read(part(new ActivationELU(0.7))).numbers()).containsExactly(0.7);
    assertThat(Dl4jActivations.read(part(new ActivationGELU(true))).numbers()).containsExactly(1.0);
  }

  @Test
  void readsEveryLoss() {
    Set<Loss.Kind> kinds =
        Stream.concat(
                Arrays.stream(LossFunction.values()).map(LossFunction::getILossFunction),
                Stream.of(
                    new LossFMeasure(2),
                    new LossMultiLabel(),
                    LossMixtureDensity.builder().gaussians(3).labelWidth(2).build()))
            .map(stock -> Dl4jLosses.read(part(stock)).kind())
            .collect(Collectors.toSet());
    assertThat(kinds).containsExactlyInAnyOrder(Loss.Kind.values());
    assertThat(Dl4jLosses.read(part(LossFunction.MCXENT.getILossFunction())))
        .isEqualTo(Loss.CROSS_ENTROPY);
    assertThat(
            Dl4jLosses.read(
                part(new LossBinaryXENT(1e-3, Nd4j.createFromArray(new float[] {1, 2})))))
        .isEqualTo(new Loss(Loss.Kind.BINARY_CROSS_ENTROPY, List.of(1.0, 2.0), List.of(1e-3)));
    assertThat(
            Dl4jLosses.read(part(LossMixtureDensity.builder().gaussians(3).labelWidth(2).build()))
                .numbers())
        .containsExactly(3.0, 2.0);
  }

  @Test
  void readsEveryDropout() {
    RateSchedule half = new RateSchedule.Fixed(0.5);
    assertThat(noise(new Dropout(0.5))).isEqualTo(Noise.dropout(0.5));
    assertThat(noise(new Dropout(1))).isEqualTo(Noise.NONE);
    assertThat(noise(new AlphaDropout(0.5))).isEqualTo(new Noise(Noise.Kind.ALPHA_DROPOUT, half));
    assertThat(noise(new SpatialDropout(0.5)))
        .isEqualTo(new Noise(Noise.Kind.SPATIAL_DROPOUT, half));
    assertThat(noise(new GaussianDropout(0.5)))
        .isEqualTo(new Noise(Noise.Kind.GAUSSIAN_DROPOUT, half));
    assertThat(noise(new GaussianNoise(new StepSchedule(ScheduleType.EPOCH, 1, 0.5, 3))))
        .isEqualTo(
            new Noise(
                Noise.Kind.GAUSSIAN, new RateSchedule.Step(RateSchedule.Clock.EPOCH, 1, 0.5, 3)));
  }

  private static Noise noise(Object stock) {
    JsonNode layer = new ObjectMapper().createObjectNode().set("idropout", part(stock).json());
    return Dl4jNoises.of(new Dl4jPart("layer x (LSTM)", layer));
  }

  static Stream<ISchedule> schedules() {
    return Stream.of(
        new FixedSchedule(0.5),
        new ExponentialSchedule(ScheduleType.ITERATION, 1, 0.9),
        new InverseSchedule(ScheduleType.EPOCH, 1, 0.9, 2),
        new PolySchedule(ScheduleType.ITERATION, 1, 0.9, 20),
        new SigmoidSchedule(ScheduleType.ITERATION, 1, 0.9, 20),
        new StepSchedule(ScheduleType.EPOCH, 1, 0.9, 3),
        new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 1).add(10, 0.5).build(),
        new CycleSchedule(ScheduleType.ITERATION, 0.1, 0.5, 20, 5, 0.1));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void readsEverySchedule(ISchedule stock) {
    RateSchedule read = Dl4jSchedules.read(part(stock));
    for (int time = 0; time < 45; time++) {
      assertThat(read.at(time, time / 2))
          .as("at %d", time)
          .isCloseTo(stock.valueAt(time, time / 2), within(1e-12));
    }
  }

  @Test
  void refusesWhatDeeplearning4jItselfDoesNotWriteWhole() {
    Dl4jPart ramp = part(new RampSchedule(new FixedSchedule(1), 10));
    assertThatThrownBy(() -> Dl4jSchedules.read(ramp))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("layer x (LSTM) has the schedule")
        .hasMessageContaining("RampSchedule");
  }
}
