package io.espalier.run;

import io.espalier.data.Compatibility;
import io.espalier.data.DataForm;
import io.espalier.data.DatasetInfo;
import io.espalier.engine.Examples;
import io.espalier.model.InputException;
import io.espalier.model.Network;
import io.espalier.model.ParameterLayout;
import io.espalier.objective.Objective;
import io.espalier.plan.ObjectivePlan;
import io.espalier.plan.Plan;
import io.espalier.plan.TeacherPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * What the networks of a plan learn, and from whom.
 *
 * @param start the network that is trained
 */
record Lessons(Plan plan, Given given, Start start) {

  /** What the first training learns. */
  Tuition training(Fitting fitting) {
    return training(fitting, "teacher");
  }

  private Tuition training(Fitting fitting, String label) {
    ObjectivePlan own = plan.train().objective();
    Objective objective = own.objective();
    return objective.needsTeacher()
        ? Tuition.of(objective, stage(own.teacher(), fitting, label), start.network())
        : Tuition.of(objective);
  }

  /** What a pruned network learns. */
  Tuition recovery(Fitting fitting, Stage<Trained> dense) {
    ObjectivePlan own = plan.recover().objective();
    Objective objective = own.objective();
    if (!objective.needsTeacher()) {
      return Tuition.of(objective);
    }
    Stage<Trained> teacher =
        own.teacher() instanceof TeacherPlan.Dense
            ? dense
            : stage(own.teacher(), fitting, "teacher of recovery");
    return Tuition.of(objective, teacher, start.network());
  }

  private Stage<Trained> stage(TeacherPlan teacher, Fitting fitting, String label) {
    if (teacher instanceof TeacherPlan.File file) {
      return new UntrainedStage(fitting, given.teachers().get(file.path()), label);
    }
    Lessons its = lessonsOf((TeacherPlan.Own) teacher, fitting.dataset().info());
    Fitting alike = new Fitting(its.plan, fitting.workers(), fitting.progress(), fitting.dataset());
    return new TrainStage(
        alike,
        its.start,
        label,
        Fitting.Effort.dense(alike.plan()),
        its.training(alike, label + " of " + label));
  }

  private Lessons lessonsOf(TeacherPlan.Own teacher, DatasetInfo data) {
    Plan its =
        new Plan(
            plan.run(),
            plan.data(),
            teacher.network(),
            teacher.train(),
            plan.prune(),
            plan.recover(),
            plan.evaluate(),
            plan.export());
    Start from =
        teacher.network().isGiven()
            ? given.teachers().get(teacher.network().from())
            : Start.of(its, data);
    return new Lessons(its, given, from);
  }

  /**
   * Checks teachers against data and students.
   *
   * @return layouts of the teachers that are not the dense network
   * @throws InputException with everything that does not fit
   */
  List<ParameterLayout> check(DatasetInfo data) {
    List<ParameterLayout> layouts = new ArrayList<>();
    check("train", plan.train().objective(), data, layouts);
    check("recover", plan.recover().objective(), data, layouts);
    return layouts;
  }

  private void check(
      String part, ObjectivePlan own, DatasetInfo data, List<ParameterLayout> layouts) {
    if (own.objective().adversarial().isPresent()
        && data.input().isTokens()
        && !DataForm.readsIndices(start.network())) {
      throw new InputException(
          "%s.objective = adversarial moves numbers, and the network reads tokens without an embedding: put { type = embedding, units = ... } first, or take another objective"
              .formatted(part));
    }
    if (own.teacher() instanceof TeacherPlan.Dense) {
      return;
    }
    String key = part + ".teacher";
    try {
      Network teacher;
      if (own.teacher() instanceof TeacherPlan.File file) {
        teacher = given.teachers().get(file.path()).network();
        Compatibility.check(teacher, data);
        Examples.loss(teacher);
      } else {
        Lessons its = lessonsOf((TeacherPlan.Own) own.teacher(), data);
        teacher = its.start.network();
        Compatibility.checkTraining(teacher, data);
        TrainingSize.check(its.plan, teacher.layout(), data);
        layouts.addAll(its.check(data));
      }
      hidden(part, own.objective(), teacher);
      layouts.add(teacher.layout());
    } catch (InputException e) {
      throw new InputException(
          e.problems().stream()
              .map(problem -> problem.startsWith(part) ? problem : key + ": " + problem)
              .toList());
    }
  }

  private void hidden(String part, Objective objective, Network teacher) {
    int mine = read(start.network());
    int its = read(teacher);
    if (objective.needsHidden() && mine != its) {
      throw new InputException(
          "%s.objective compares what output layers read, which are %d numbers in the network and %d in %s.teacher: take distil or kl, or a teacher as wide"
              .formatted(part, mine, its, part));
    }
  }

  private static int read(Network network) {
    return network.outputNode().from().stream().mapToInt(network::width).sum();
  }
}
