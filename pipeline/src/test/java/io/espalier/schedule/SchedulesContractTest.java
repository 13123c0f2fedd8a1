package io.espalier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.model.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered schedule promises. */
class SchedulesContractTest {
  static List<String> names() {
    return Schedules.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void sparsityNeverFallsAndEndsExactlyAtTheFinalOne(String name) {
    for (double sparsity : new double[] {0, 0.1, 0.5, 0.9, 0.999, Math.nextDown(1.0)}) {
      for (int count : new int[] {1, 2, 4, 7, 50}) {
        List<Level> levels = Schedules.levels(name, count, sparsity);
        assertThat(levels.get(levels.size() - 1).sparsity()).isEqualTo(sparsity);
        double before = 0;
        for (int i = 0; i < levels.size(); i++) {
          assertThat(levels.get(i).index()).isEqualTo(i + 1);
          assertThat(levels.get(i).sparsity()).isBetween(before, Math.nextDown(1.0));
          before = levels.get(i).sparsity();
        }
      }
    }
  }

  @Test
  void iterativeTakesTheSameFractionOfWhatIsLeft() {
    assertThat(sparsities("iterative", 3, 0.875))
        .containsExactly(new double[] {0.5, 0.75, 0.875}, within(1e-12));
  }

  @Test
  void cubicFollowsZhuAndGupta() {
    assertThat(sparsities("cubic", 4, 0.8))
        .containsExactly(new double[] {0.4625, 0.7, 0.7875, 0.8}, within(1e-12));
  }

  @Test
  void oneShotHasOneLevel() {
    assertThat(sparsities("one-shot", 5, 0.8)).containsExactly(0.8);
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    assertThatThrownBy(() -> Schedules.levels("cubik", 0, 1.2))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "prune.schedule.type must be one of one-shot, iterative, cubic, got cubik;"
                            + " did you mean cubic?",
                        "prune.schedule.levels must be at least 1, got 0",
                        "prune.schedule.sparsity must be in [0, 1), got 1.2"));
  }

  private static double[] sparsities(String name, int levels, double sparsity) {
    return Schedules.levels(name, levels, sparsity).stream().mapToDouble(Level::sparsity).toArray();
  }
}
