package io.espalier.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.DataForm;
import io.espalier.data.Sequence;
import io.espalier.engine.DoubleNetwork;
import io.espalier.engine.DrawnNetwork;
import io.espalier.engine.DrawnNetwork.Kind;
import io.espalier.engine.Networks;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Training;
import io.espalier.model.TrainingProgress;
import io.espalier.objective.Goal;
import io.espalier.objective.Goal.Kl.Direction;
import io.espalier.objective.Objective;
import io.espalier.objective.Objective.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every objective promises, whatever the network's layers. */
class ObjectiveContractTest {
  private static final int TRIALS = 12;

  static List<Goal> goals() {
    return List.of(
        new Goal.Supervised(),
        new Goal.Distil(2, 0.7),
        new Goal.Distil(1, 1),
        new Goal.Distil(3.5, 0.4),
        new Goal.Kl(Direction.FORWARD),
        new Goal.Kl(Direction.REVERSE),
        new Goal.Match(),
        new Goal.Contrastive(0.5),
        new Goal.Adversarial(0.05, 1),
        new Goal.Adversarial(0.05, 3));
  }

  static Stream<Goal> distances() {
    return goals().stream().filter(goal -> goal.labels() == 0 && goal.needsOutputs());
  }

  @Test
  void everyGoalIsThere() {
    assertThat(goals().stream().<Class<?>>map(Goal::getClass))
        .contains(Goal.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("goals")
  void learnsWhatItIsDefinedToBe(Goal goal) {
    Random random = new Random(1);
    for (int trial = 0; trial < TRIALS; trial++) {
      Case one = Case.drawn(goal, random);
      Batch batch = one.batch(random);
      double[] parameters = doubles(one.student);
      DoubleObjective reference =
          new DoubleObjective(
              goal,
              one.network(),
              new DoubleNetwork(one.network(), parameters),
              new DoubleNetwork(one.network(), doubles(one.teacher)),
              DoubleAttack.on(goal, one.network(), parameters, batch));
      float[] gradient = new float[parameters.length];
      double sum = one.gradient(batch, gradient);
      double expected = reference.of(batch);
      assertThat(sum).isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
      Networks.assertClose(
          one.network(),
          gradient,
          DoublePrecisionTest.slopes(parameters, () -> reference.of(batch)),
          1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("distances")
  void isNothingWhereTheStudentSaysWhatTheTeacherSays(Goal goal) {
    Random random = new Random(2);
    for (int trial = 0; trial < TRIALS; trial++) {
      Case one = Case.drawn(goal, random).selfTaught();
      float[] gradient = new float[one.student.length];
      assertThat(one.gradient(one.batch(random), gradient)).isCloseTo(0, within(1e-6));
      assertThat(largest(gradient)).isLessThan(1e-5f);
    }
  }

  @ParameterizedTest
  @MethodSource("goals")
  void doesNotDependOnTheOrderOfABatchNorOnItsPadding(Goal goal) {
    Random random = new Random(3);
    for (int trial = 0; trial < TRIALS; trial++) {
      Case one = Case.drawn(goal, random);
      Batch batch = one.batch(random);
      List<Sequence> turned = new ArrayList<>(batch.sequences());
      Collections.reverse(turned);
      float[] gradient = new float[one.student.length];
      float[] other = new float[one.student.length];
      double sum = one.gradient(batch, gradient);
      double same = 1e-4 * (1 + Math.abs(sum));
      assertThat(one.gradient(Batch.of(turned), other)).isCloseTo(sum, within(same));
      Networks.assertClose(one.network(), other, gradient, 1e-4);
      double parts = goal instanceof Goal.Contrastive ? sum : 0; // which is of a whole batch
      for (Sequence sequence : turned) {
        parts += one.gradient(Batch.of(List.of(sequence)), other);
      }
      assertThat(parts).isCloseTo(sum, within(same));
    }
  }

  @ParameterizedTest
  @MethodSource("goals")
  void staysFiniteWhereProbabilitiesVanish(Goal goal) {
    Random random = new Random(4);
    for (int trial = 0; trial < TRIALS; trial++) {
      Case one = Case.drawn(goal, random).shouting();
      float[] gradient = new float[one.student.length];
      assertThat(one.gradient(one.batch(random), gradient)).isFinite();
      for (float slope : gradient) {
        assertThat(slope).isFinite();
      }
    }
  }

  @Test
  void addsUpGoalsByTheirWeights() {
    Random random = new Random(5);
    Case drawn = Case.drawn(new Goal.Kl(Direction.FORWARD), random);
    while (drawn.drawn.tokens()) {
      drawn = Case.drawn(new Goal.Kl(Direction.FORWARD), random);
    }
    Batch batch = drawn.batch(random);
    float[] sum = new float[drawn.student.length];
    double loss = 0;
    List<Term> terms = new ArrayList<>();
    for (Goal goal : goals()) {
      if (goal instanceof Goal.Adversarial && drawn.attackedBy(terms)) {
        continue; // a training is attacked in one way
      }
      double weight = 0.5 + terms.size();
      terms.add(new Term(goal, weight));
      float[] gradient = new float[sum.length];
      loss += weight * drawn.with(goal).gradient(batch, gradient);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) weight * gradient[i];
      }
    }
    float[] together = new float[sum.length];
    assertThat(drawn.gradient(new Objective(terms), batch, together))
        .isCloseTo(loss, within(1e-4 * loss));
    Networks.assertClose(drawn.network(), together, sum, 1e-4);
  }

  @Test
  void attacksWhatTheEmbeddingOfTokensGives() {
    Random random = new Random(6);
    for (int trial = 0; trial < TRIALS; trial++) {
      Case one = Case.drawn(new Goal.Supervised(), random);
      while (!DataForm.readsIndices(one.network())) {
        one = Case.drawn(new Goal.Supervised(), random);
      }
      Batch batch = one.batch(random);
      float[] clean = new float[one.student.length];
      float[] attacked = new float[one.student.length];
      double sum = one.gradient(batch, clean);
      double same = 1e-4 * (1 + Math.abs(sum));
      double near = one.with(new Goal.Adversarial(1e-7, 2)).gradient(batch, attacked);
      assertThat(near).isCloseTo(sum, within(same));
      Networks.assertClose(one.network(), attacked, clean, 1e-3);
      assertThat(one.with(new Goal.Adversarial(1e-3, 1)).gradient(batch, attacked))
          .isGreaterThan(sum - same);
    }
  }

  /** A student and a teacher of the same layers. */
  private record Case(Goal goal, DrawnNetwork drawn, float[] student, float[] teacher) {
    static Case drawn(Goal goal, Random random) {
      while (true) {
        DrawnNetwork drawn =
            DrawnNetwork.of(Kind.values()[random.nextInt(Kind.values().length)], random);
        float[] teacher = new float[drawn.parameters().length];
        for (int i = 0; i < teacher.length; i++) {
          teacher[i] = 0.4f * (float) random.nextGaussian();
        }
        Case one = new Case(goal, drawn, drawn.parameters(), teacher);
        boolean fits =
            goal instanceof Goal.Adversarial
                ? !drawn.tokens()
                : !(goal instanceof Goal.Kl) || one.isProbable();
        if (fits) {
          return one;
        }
      }
    }

    private boolean isProbable() {
      return new DoubleObjective(
              goal,
              network(),
              new DoubleNetwork(network(), doubles(student)),
              new DoubleNetwork(network(), doubles(teacher)),
              Map.of())
          .isProbable();
    }

    Network network() {
      return drawn.network();
    }

    Case with(Goal other) {
      return new Case(other, drawn, student, teacher);
    }

    boolean attackedBy(List<Term> terms) {
      return terms.stream().anyMatch(term -> term.goal() instanceof Goal.Adversarial);
    }

    Case selfTaught() {
      return new Case(goal, drawn, student, student);
    }

    /** Both networks with an output layer that is all but certain. */
    Case shouting() {
      return new Case(goal, drawn, shouting(student), shouting(teacher));
    }

    private float[] shouting(float[] values) {
      float[] loud = values.clone();
      int layers = network().layout().layers().size();
      for (ParameterBlock block : network().layout().blocksOf(layers - 1)) {
        for (int i = block.offset(); i < block.end(); i++) {
          loud[i] *= 2000;
        }
      }
      return loud;
    }

    Batch batch(Random random) {
      return drawn.batch(random, random.ints(2 + random.nextInt(3), 1, 6).toArray());
    }

    double gradient(Batch batch, float[] into) {
      return gradient(new Objective(List.of(new Term(goal, 1))), batch, into);
    }

    double gradient(Objective objective, Batch batch, float[] into) {
      int width = network().width(network().outputNode().from().get(0));
      Teacher asked =
          new Teacher(NetworkState.of(network(), teacher), IntStream.range(0, width).toArray());
      Training rules = Training.alike(network(), Networks.RULES);
      try (TrainingNetwork learning =
          new TrainingNetwork(network(), rules, 1, new Lesson(objective, Optional.of(asked)))) {
        learning.load(student, new float[0], TrainingProgress.START);
        return learning.gradient(batch, 1, into);
      }
    }
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
