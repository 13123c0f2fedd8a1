package io.espalier.engine.training;

import static io.espalier.engine.Networks.RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.DrawnNetwork;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients by inputs against central finite differences of the loss. */
class InputGradientTest {
  private static final float STEP = 1e-2f;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void isTheSlopeOfTheLossOfASequenceOfAnyLength(int seed) {
    Random random = new Random(seed);
    DrawnNetwork drawn = vectors(random);
    Batch batch = drawn.batch(random, 4, 2, 3);
    try (InputGradient gradient = new InputGradient(drawn.network(), drawn.parameters());
        TrainingNetwork network =
            new TrainingNetwork(drawn.network(), Training.alike(drawn.network(), RULES), 1)) {
      network.load(drawn.parameters(), new float[0], TrainingProgress.START);
      List<float[]> slopes = gradient.of(batch);
      assertThat(gradient.of(batch)).usingRecursiveComparison().isEqualTo(slopes);
      for (int i = 0; i < batch.size(); i++) {
        for (int at = 0; at < slopes.get(i).length; at++) {
          double above = loss(network, batch, i, at, STEP);
          double below = loss(network, batch, i, at, -STEP);
          assertThat((double) slopes.get(i)[at])
              .as("value %d of sequence %d", at, i)
              .isCloseTo((above - below) / (2 * STEP), within(4e-3));
        }
      }
    }
  }

  private static DrawnNetwork vectors(Random random) {
    while (true) {
      DrawnNetwork drawn = DrawnNetwork.of(DrawnNetwork.Kind.GRAPH, random);
      if (!drawn.tokens()) {
        return drawn;
      }
    }
  }

  private static double loss(TrainingNetwork network, Batch batch, int i, int at, float step) {
    List<Sequence> moved = new ArrayList<>(batch.sequences());
    float[] values = moved.get(i).values().clone();
    values[at] += step;
    moved.set(i, moved.get(i).withValues(values));
    Batch changed = Batch.of(moved);
    return network.loss(changed) * network.examples(changed);
  }
}
