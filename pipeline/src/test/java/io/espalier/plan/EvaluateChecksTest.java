package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.espalier.model.InputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateChecksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "evaluate.require.quality-loss = 1"
            + " | evaluate.require.quality-loss must be in [-1, 1), or none, got 1",
        "evaluate.require.quality-loss = some | evaluate.require.quality-loss must be a number"
            + " in [-1, 1), or none, got 'some'",
        "evaluate.require.metrics { acuracy = 0.9 } | evaluate.require.metrics must be of accuracy,"
            + " macro-f1, log-loss, calibration-error, agreement, kl-to-dense, reverse-kl-to-dense"
            + " for data.task = classification, got acuracy; did you mean accuracy?",
        "evaluate.require.metrics { accuracy = high } | evaluate.require.metrics.accuracy must be a"
            + " number, got 'high'",
        "evaluate.require.quality-loss = 0.1, prune.when = start | evaluate.require.quality-loss"
            + " compares with the dense network, and prune.when = start trains none; leave it out",
        "evaluate.require.metrics { agreement = 0.9 }, prune.when = start"
            + " | evaluate.require.metrics = { agreement } compares with the dense network, and"
            + " prune.when = start trains none; leave it out",
      })
  void refusesWhatCannotBeAskedFor(String line, String problem) {
    InputException refusal =
        catchThrowableOfType(
            () -> PlanReader.read(ThreeLines.with(line), "conf/x.conf", List.of()),
            InputException.class);
    assertThat(refusal.problems()).containsExactly(problem + " (conf/x.conf:4)");
  }

  @Test
  void takesLimitsOfMetricsOfTheTask() {
    String asked = "evaluate.require { quality-loss = 0.01, metrics { rmse = 2, mae = 1.5 } }";
    String forecast =
        "data { task = forecast, source { format = long, train = a, features = [x], target = x } }";
    assertThat(
            PlanReader.read(ThreeLines.with(forecast + "\n" + asked), "x.conf", List.of())
                .evaluate()
                .require())
        .isEqualTo(new RequirePlan(Optional.of(0.01), Map.of("rmse", 2.0, "mae", 1.5), 0, 0));
  }
}
