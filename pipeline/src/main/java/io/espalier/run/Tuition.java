package io.espalier.run;

import io.espalier.engine.training.Lesson;
import io.espalier.engine.training.Teacher;
import io.espalier.model.Network;
import io.espalier.objective.Objective;
import io.espalier.run.Stage.Inputs;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a stage trains a network towards.
 *
 * @param teacher the network that is asked; none where the objective asks none
 * @param whole the student before anything was removed from it; one, or none where none is asked
 */
record Tuition(Objective objective, List<Stage<Trained>> teacher, List<Network> whole) {
  /** An objective that asks no teacher. */
  static Tuition of(Objective objective) {
    return new Tuition(objective, List.of(), List.of());
  }

  /** An objective with a teacher. */
  static Tuition of(Objective objective, Stage<Trained> teacher, Network whole) {
    return new Tuition(objective, List.of(teacher), List.of(whole));
  }

  /** What it adds to the identity of a stage: nothing to one of the network's own loss. */
  List<Object> identity() {
    return objective.isSupervised() ? List.of() : List.of(objective);
  }

  /** The network that learns, if a stage made it, and the one that is asked. */
  List<Stage<?>> needs(List<Stage<Trained>> student) {
    return Stream.concat(student.stream(), teacher.stream())
        .distinct()
        .<Stage<?>>map(stage -> stage)
        .toList();
  }

  Lesson lesson(Inputs inputs, Trained student) {
    return new Lesson(
        objective, teacher.stream().findFirst().map(stage -> teacher(inputs.of(stage), student)));
  }

  private Teacher teacher(Trained asked, Trained student) {
    return new Teacher(asked.network(), student.survivors().readLast(whole.get(0)));
  }
}
