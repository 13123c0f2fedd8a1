package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Split;
import io.espalier.metric.ClassFigures;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.model.Node;
import io.espalier.plan.PlanReader;
import io.espalier.plan.PrunePlan;
import io.espalier.run.Evaluator.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchCourseTest {
  private static final Network NETWORK =
      ExampleGraphs.network(
          new Node("lstm", List.of("input"), ExampleGraphs.lstm(3, 32)),
          new Node("output", List.of("lstm"), ExampleGraphs.output(32)));

  private static final int LENGTH = NETWORK.layout().length();

  /** What a search has done. */
  private record Found(List<Supplier<Judged>> networks, List<Integer> starts, int result) {
    List<Double> sparsities() {
      return networks.stream()
          .flatMap(judged -> judged.get().step().stream())
          .map(step -> Math.round(1e4 * step.last().sparsity()) / 1e4)
          .toList();
    }

    double sparsity() {
      return sparsities().get(result - 1);
    }
  }

  private static Course course(String prune, Mask mask) {
    PrunePlan plan =
        PlanReader.read(
                "run.name = x, data.source.format = control-charts,"
                    + " network.layers = [{ type = lstm, units = 8 }], prune "
                    + prune,
                "x.conf",
                List.of())
            .prune();
    NetworkState state = NetworkState.of(NETWORK, new float[LENGTH]);
    return Course.of(plan, Start.of(state, mask, "x"));
  }

  /** Searches in a world where sparsity alone decides accuracy, and speed likewise. */
  private static Found search(String prune, DoubleUnaryOperator accuracy) {
    return search(course(prune, Mask.all(LENGTH)), accuracy);
  }

  private static Found search(Course course, DoubleUnaryOperator accuracy) {
    List<Supplier<Judged>> networks = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    Optional<Step> step = Optional.empty();
    do {
      double sparsity = step.map(taken -> taken.last().sparsity()).orElse(0.0);
      Judged judged = judged(step, accuracy.applyAsDouble(sparsity), 2 - sparsity);
      networks.add(() -> judged);
      step = course.next(networks);
      step.ifPresent(next -> starts.add(course.before(networks)));
    } while (step.isPresent());
    return new Found(networks, starts, course.result(networks));
  }

  private static Judged judged(Optional<Step> step, double accuracy, double milliseconds) {
    Trained network =
        Trained.untrained(
            NetworkState.of(NETWORK, new float[LENGTH]),
            Mask.all(LENGTH),
            Survivors.all(NETWORK.layout()));
    return Judged.unjudged(step, network, List.of())
        .with(
            Split.VALIDATION,
            new Evaluation(Map.of("accuracy", accuracy), Map.of(), ClassFigures.NONE))
        .with(new Speed(milliseconds, 1));
  }

  private static double cliffAt90(double sparsity) {
    return sparsity <= 0.9 ? 0.95 : 0.8;
  }

  @Test
  void halvesWhatIsLeftAndThenTheStretchAroundTheLimit() {
    Found found = search("{ until.quality-loss = 0.01 }", SearchCourseTest::cliffAt90);
    assertThat(found.sparsities())
        .containsExactly(0.5, 0.75, 0.875, 0.9375, 0.9116, 0.8949, 0.9036);
    assertThat(found.starts()).containsExactly(0, 1, 2, 3, 3, 3, 6);
    assertThat(found.result()).isEqualTo(6);
  }

  @Test
  void takesNoMoreProbesThanAllowed() {
    Found found =
        search("{ until { quality-loss = 0.01, probes = 4 } }", SearchCourseTest::cliffAt90);
    assertThat(found.sparsities()).containsExactly(0.5, 0.75, 0.875, 0.9375);
    assertThat(found.result()).isEqualTo(3);
  }

  @Test
  void theDenseNetworkIsTheResultWhereNothingIsWithin() {
    Found found =
        search("{ granularity = unit, until.quality-loss = 0.01 }", s -> s == 0 ? 0.95 : 0.5);
    assertThat(found.result()).isZero();
    assertThat(found.starts()).containsOnly(0);
    assertThat(found.sparsities().get(found.sparsities().size() - 1)).isLessThan(0.1);
  }

  @Test
  void goesAsFarAsTheNetworkCanWhereAllIsWithin() {
    Found found = search("{ granularity = unit, until.quality-loss = 0.01 }", s -> 0.95);
    assertThat(found.sparsity()).isEqualTo(Math.round(1e4 * 31 / 32.0) / 1e4);
    assertThat(found.sparsities()).hasSize(5);
  }

  @Test
  void aLatencyIsReachedWithTheLeastSparsity() {
    Found found = search("{ until.latency = 1100us }", s -> 0.5);
    assertThat(found.sparsity()).isBetween(0.9, 0.915);
    assertThat(found.starts()).startsWith(0, 1, 2, 3);
    assertThat(search("{ until.latency = 3ms }", s -> 0.5).sparsities()).isEmpty();
    assertThat(search("{ until.latency = 1ms }", s -> 0.5).result()).isZero();
  }

  @Test
  void passesGoTheirWaysTogether() {
    Course course =
        course(
            "{ until.quality-loss = 0.01, pass-order = interleaved, passes = [{ granularity = unit,"
                + " schedule.sparsity = 0.5 }, { schedule.sparsity = 0.75 }] }",
            Mask.all(LENGTH));
    Found found = search(course, s -> s <= 0.6 ? 0.9 : 0.7);
    List<List<Double>> tried =
        found.networks().stream()
            .flatMap(judged -> judged.get().step().stream())
            .map(step -> step.prunings().stream().map(Pruning::sparsity).toList())
            .toList();
    assertThat(tried.get(0)).containsExactly(0.292893, 0.5);
    assertThat(tried.get(1)).containsExactly(0.5, 0.75);
    assertThat(found.sparsity()).isBetween(0.57, 0.6);
  }

  @Test
  void beginsWhereAGivenNetworkIsAlready() {
    Mask half = Mask.all(LENGTH).without(IntStream.range(0, LENGTH / 2).toArray());
    Found found =
        search(course("{ until.quality-loss = 0.01 }", half), SearchCourseTest::cliffAt90);
    assertThat(found.sparsities().get(0)).isBetween(0.7, 0.8);
  }
}
