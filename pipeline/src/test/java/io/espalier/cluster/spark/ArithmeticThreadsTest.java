package io.espalier.cluster.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArithmeticThreadsTest {
  @Test
  void oneIsRight() {
    assertThatCode(() -> ArithmeticThreads.check(Optional.of("1"))).doesNotThrowAnyException();
  }

  @Test
  void severalAreRefused() {
    assertThatThrownBy(() -> ArithmeticThreads.check(Optional.of("2")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("OMP_NUM_THREADS must be 1")
        .hasMessageContaining("it is 2 in one of them")
        .hasMessageContaining("spark.executorEnv.OMP_NUM_THREADS=1");
  }

  @Test
  void asManyAsThereAreCoresAreRefused() {
    assertThatThrownBy(() -> ArithmeticThreads.check(Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it is not set in one of them");
  }
}
