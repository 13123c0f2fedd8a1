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
 */
record Tuition(Objective objective, List<Stage<Trained>> teacher) {
  /** The network's own loss. */
  static final Tuition SUPERVISED = new Tuition(Objective.SUPERVISED, List.of());

  /**
   * An objective, with the dense network as the teacher of those that were pruned out of it.
   *
   * @param dense asked only where the objective needs a teacher
   */
  static Tuition of(Objective objective, Stage<Trained> dense) {
    return new Tuition(objective, objective.needsTeacher() ? List.of(dense) : List.of());
  }

  /** What it adds to the identity of a stage: nothing to one of the network's own loss. */
  List<Object> identity() {
    return objective.isSupervised() ? List.of() : List.of(objective);
  }

  /** The network that learns, and the one that is asked. */
  List<Stage<?>> needs(Stage<Trained> student) {
    return Stream.concat(Stream.of(student), teacher.stream())
        .distinct()
        .<Stage<?>>map(stage -> stage)
        .toList();
  }

  Lesson lesson(Inputs inputs, Trained student) {
    return new Lesson(
        objective, teacher.stream().findFirst().map(stage -> teacher(inputs.of(stage), student)));
  }

  private Teacher teacher(Trained asked, Trained student) {
    Network dense = asked.network().network();
    return new Teacher(asked.network(), student.survivors().readLast(dense));
  }
}
