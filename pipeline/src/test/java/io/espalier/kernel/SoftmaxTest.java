package io.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 17, 64})
  void aLaneDoesNotDependOnTheOthers(int lanes) {
    int rows = 37;
    Random random = new Random(lanes);
    float[] all = new float[rows * lanes];
    for (int i = 0; i < all.length; i++) {
      all[i] = 10 * (float) random.nextGaussian();
    }
    float[] alone = new float[rows];
    for (int lane = 0; lane < lanes; lane++) {
      for (int row = 0; row < rows; row++) {
        alone[row] = all[row * lanes + lane];
      }
      Softmax.apply(alone, rows, 1);
      float[] values = all.clone();
      Softmax.apply(values, rows, lanes);
      for (int row = 0; row < rows; row++) {
        assertThat(values[row * lanes + lane]).isEqualTo(alone[row]);
      }
    }
  }
}
